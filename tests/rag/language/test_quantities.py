"""Numbers, units and dates, with every expectation read off the text by hand."""

import pytest

from rag.language.numerals import numerals
from rag.language.quantities import dates, quantities


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,000", "1000"),
        ("1000", "1000"),
        ("one thousand", "1000"),
        ("a thousand", "1000"),
        ("１０００", "1000"),
        ("١٠٠٠", "1000"),
        ("two million", "2000000"),
        ("2.5 million", "2500000"),
        ("3万", "30000"),
        ("seventy-seven", "77"),
        ("seventy - seven", "77"),
        ("two hundred and five", "205"),
        ("21st", "21"),
        ("twenty-first", "21"),
        ("zwölf", "12"),
        ("0.50", "0.5"),
        ("-40", "-40"),
        ("1.2.3", "1.2.3"),
    ],
)
def test_numbers_have_one_value_however_they_are_written(text: str, value: str) -> None:
    (found,) = numerals(text)
    assert found.values == {value}
    assert (found.start, found.end) == (0, len(text))


def test_digits_that_read_in_two_ways_have_both_values() -> None:
    (found,) = numerals("1.000")
    assert found.values == {"1000", "1"}  # a thousand in German, one in English


def test_number_words_that_are_listed_are_apart() -> None:
    assert [sorted(n.values) for n in numerals("two and three")] == [["2"], ["3"]]


def test_one_is_weak_and_letters_with_digits_are_no_numbers() -> None:
    assert [n.weak for n in numerals("one of two")] == [True, False]
    assert numerals("H2O") == []


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("5 km", ["km"]),
        ("5 kilometres", ["km"]),
        ("6.2 - mile", ["mile"]),
        ("40 %", ["percent"]),
        ("40 per cent", ["percent"]),
        ("$5 million", ["dollar"]),
        ("5 million dollars", ["dollar"]),
        ("20 to 30 km", ["km", "km"]),
        ("the 10th century", ["century"]),
        ("479 BC", ["bc"]),
        ("5 mg and 5 MB", ["mg", "mb"]),
        ("1953年", ["year"]),
        ("a 30-second film", ["second"]),
        ("12 monkeys", [""]),
    ],
)
def test_units_are_the_same_however_they_are_written(text: str, units: list[str]) -> None:
    assert [quantity.unit for quantity in quantities(text)] == units


def test_quantities_keep_their_offsets() -> None:
    text = "It is ５ km long."
    (found,) = quantities(text)
    assert text[found.start : found.end] == found.text == "５"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("born 13 April 1953", (13, 4, 1953)),
        ("on April 13th, 1953", (13, 4, 1953)),
        ("am 13. April 1953", (13, 4, 1953)),
        ("in May 2020", (0, 5, 2020)),
        ("since June", (0, 6, 0)),
        ("Sept. 5", (5, 9, 0)),
    ],
)
def test_dates(text: str, parts: tuple[int, int, int]) -> None:
    (found,) = dates(text)
    assert (found.day, found.month, found.year) == parts


def test_may_and_march_may_be_plain_words() -> None:
    assert dates("You may march. May I?") == ()


def test_years_are_told_from_other_numbers() -> None:
    assert [q.is_year for q in quantities("in 1999 some 450 men, the 1920s, 1999 km")] == [
        True,
        False,
        True,
        False,
    ]
