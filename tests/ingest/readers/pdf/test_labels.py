"""The numbers that are printed on pages become their labels, where the file gives none."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from ingest.readers.pdf.labels import with_labels
from ingest.readers.pdf.words import PageContent
from tests.ingest.readers.pdf.layout.typeset import column, line, page

TEXT = [f"Line {word} of the text of a page." for word in ("one", "two", "three", "four")]


def book(feet: Sequence[str], heads: Sequence[str] = (), size: float = 10) -> list[PageContent]:
    """A page for each foot, with a head and four lines; "" where nothing is printed."""
    return [
        page(
            line(head, 60, 50),
            column(TEXT, 60, 120),
            line(foot, 290, 800, size),
            number=number,
        )
        for number, (head, foot) in enumerate(zip(heads or [""] * len(feet), feet, strict=True), start=1)
    ]


def labels(pages: Sequence[PageContent]) -> list[str]:
    return [one.label for one in with_labels(pages)]


@pytest.mark.parametrize(
    ("feet", "expected"),
    [
        (["13", "14", "15", "16"], ["13", "14", "15", "16"]),
        (["– 13 –", "Page 14", "15 of 20", "[16]"], ["13", "14", "15", "16"]),
        # A page between that has none is counted on, the ones before and after are not.
        (["", "14", "15", "", "17", "18", ""], ["", "14", "15", "16", "17", "18", ""]),
        (["iii", "iv", "v", "vi"], ["iii", "iv", "v", "vi"]),
        (["III", "IV", "V", "VI"], ["III", "IV", "V", "VI"]),
        (["i", "ii", "iii", "iv", "1", "2", "3", "4"], ["i", "ii", "iii", "iv", "1", "2", "3", "4"]),
        # Without a number, and that of the file is printed elsewhere.
        (["", "", "1", "2", "3", "4"], ["1 (file)", "2 (file)", "1", "2", "3", "4"]),
        # As the file counts, so that there is nothing to say.
        (["1", "2", "3", "4"], [""] * 4),
        # Too few, or of no order.
        (["13", "14", "15"], [""] * 3),
        (["13", "14", "15", "18"], [""] * 4),
        (["7", "7", "7", "7"], [""] * 4),
        # Slides that are shown in steps.
        (["2", "3", "4", "5", "5", "5", "6", "6", "7", "7", "7"], [""] * 11),
        # Two texts in one file, each from 1 on: "p. 2" would be two pages.
        (["1", "2", "3", "4", "1", "2", "3", "4"], [""] * 8),
        # One page a year.
        (["1995", "1996", "1997", "1998"], [""] * 4),
    ],
)
def test_what_is_printed_at_the_foot(feet: list[str], expected: list[str]) -> None:
    assert labels(book(feet)) == expected


def test_a_number_at_the_end_of_a_running_head() -> None:
    heads = ["13 · The river", "The river · 14", "15 · The river", "The river · 16"]
    assert labels(book([""] * 4, heads)) == ["13", "14", "15", "16"]


def test_the_number_of_an_exercise_is_none() -> None:
    tasks = ["Measure the river.", "Draw the sea.", "Weigh the salt.", "Name the fish."]
    heads = [
        page(line(f"{n}.", 60, 50), line(task, 100, 50), column(TEXT, 60, 120), number=n - 2)
        for n, task in enumerate(tasks, start=3)
    ]
    assert labels(heads) == [""] * 4


def test_large_numbers_are_titles() -> None:
    assert labels(book(["13", "14", "15", "16"], size=20)) == [""] * 4


def test_two_numbers_that_compete_are_none() -> None:
    assert labels(book(["13", "14", "15", "16"], ["103", "104", "105", "106"])) == [""] * 4


def test_the_file_knows_better() -> None:
    pages = book(["13", "14", "15", "16"])
    pages[0] = replace(pages[0], label="A")
    assert labels(pages) == ["A", "", "", ""]
