"""Marks of lists and of Markdown are not read aloud."""

import pytest

from rag.language.layout import (
    is_address,
    is_printed,
    is_reference,
    item_count,
    item_number,
    names_references,
    plain_line,
    without_number,
)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("- The exam is\non 4 May.", "The exam is on 4 May."),
        ("## Dates", "Dates"),
        ("• **Smoot**: a hole for hares", "Smoot: a hole for hares"),
        ("Use `pip` and *only* pip.", "Use pip and only pip."),
        ("2. Add the sugar.", "2. Add the sugar."),
        ("x_1 and a*b*c stay", "x_1 and a*b*c stay"),
        ("-3 degrees", "-3 degrees"),
    ],
)
def test_a_plain_line(text, line):
    assert plain_line(text) == line


@pytest.mark.parametrize(
    ("item", "count", "number", "words"),
    [
        ("2. Add the sugar.", "2.", 2, "Add the sugar."),
        ("(12) Stir.", "(12)", 12, "Stir."),
        ("b) Stir.", "b)", None, "b) Stir."),
        ("7: return x", "7:", 7, "return x"),
        ("iv) Stir.", "iv)", None, "iv) Stir."),
        ("3.", "3.", 3, "3."),
        ("5. Mai 1990 in Bonn", "5.", 5, "5. Mai 1990 in Bonn"),
        ("2.5 litres of water", "", None, "2.5 litres of water"),
        ("Take page 3) and stir.", "", None, "Take page 3) and stir."),
    ],
)
def test_what_an_item_is_counted_by(item, count, number, words):
    assert (item_count(item), item_number(item), without_number(item)) == (count, number, words)


def test_an_entry_of_references_is_told_by_volume_and_pages():
    assert is_reference("A. Baker. On loaves. Journal of Bread, 46(2):174–199, 1997.")
    assert is_reference("Baker (1997), On loaves, pp. 174–199.")
    assert is_reference("Ben Baker: The Loaf, 2002 Crust & Crumb; ISBN 0596002033")
    assert is_reference("Baker, On loaves. doi:10.1000/182")
    assert not is_reference("Knead the dough (see page 12) for 10 minutes.")


def test_an_entry_of_references_is_told_by_the_heading_right_over_it():
    entry = "[1] A. Baker. On loaves. 1997."
    assert is_reference(entry, ("Bread", "7 References:")) and not is_reference(entry, ("Bread",))
    # What is under a heading that was taken for a deeper one is none.
    assert not is_reference("Knead the dough.", ("References", "A Recipes"))
    assert names_references("Literatur") and not names_references("Reference levels")


@pytest.mark.parametrize(
    "text",
    [
        "Epoch: 006/015 | Batch 100/266 | Loss: 0.6883\ntraining accuracy: 50.26%",
        "GROAN GROG GROUP GROW IFS INARCH LED LEDGE LEDGES",
        "0.48 0.3 0.2 1 2 3 4 5",
    ],
)
def test_what_a_program_printed(text: str) -> None:
    assert is_printed(text)


@pytest.mark.parametrize(
    "text",
    [
        "y = a1 * x1 + a2 * x2 + a3 * x3",
        "print(1, 2, 3, 4, 5, 6, 7, 8)",
        "SELECT NAME FROM STUDENTS WHERE AGE > 20 ORDER BY NAME;",
        "The loaf rose by 5 cm in 1999 and by 6 cm in 2001.",
        "GROAN GROG",
    ],
)
def test_what_is_written_for_people_and_for_a_computer_is_not_printed(text: str) -> None:
    assert not is_printed(text)


def test_an_address_alone() -> None:
    assert is_address("http://loaf.example/rise/") and not is_address("See http://loaf.example/rise/")
