"""Numbers with their units, with every expectation read off the text by hand."""

import pytest

from rag.language.quantities import amounts, quantities


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


def test_years_are_told_from_other_numbers() -> None:
    assert [q.is_year for q in quantities("in 1999 some 450 men, the 1920s, 1999 km")] == [
        True,
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "eleven, fourteen, sixteen, seventeen, eighteen, nineteen beds",
            ["eleven", "fourteen", "sixteen", "seventeen", "eighteen", "nineteen"],
        ),
        ("Es gibt zwölf oder dreiundzwanzig Betten im Haus.", ["zwölf", "dreiundzwanzig"]),
        ("It has 10^6 cells, 1.5e6 of them red and ½ of them dead.", ["10^6", "1.5e6", "½"]),
        ("It costs $5 million or 40 % of 3 km.", ["$5 million", "40 %", "3 km"]),
        ("It took 3 months and 20 minutes.", ["3", "20"]),  # not "3 m", and the noun is no sign
        ("Both went once.", ["Both", "once"]),
        ("The first of the 1920s, CO2 and GPT-2.", ["2"]),
        ("二百零五人和三个", ["二百零五人", "三个"]),
        ("共有20个", ["20"]),
    ],
)
def test_amounts_answer_how_many(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in amounts(text)] == found


def test_a_date_in_digits_has_a_day_and_a_year_and_no_number_that_is_its_month() -> None:
    assert [q.values for q in quantities("am 31.12.1999")] == [{"31"}, {"1999"}]
    assert [q.values for q in quantities("on 2022-08-22")] == [{"2022"}, {"22"}]
    assert [q.text for q in quantities("version 1.12.3")] == ["1.12.3"]
