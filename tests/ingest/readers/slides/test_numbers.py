"""Numbers as charts show them, and the numbers before paragraphs."""

import pytest

from ingest.readers.drawings.numbers import shown
from ingest.readers.slides.text import numerals
from ingest.readers.slides.text.signs import translated


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        ("0.5", "0%", "50%"),
        ("1234.567", "#,##0.0", "1,234.6"),
        ("-3", "0.00;[Red](0.00)", "(3.00)"),
        ("43831", "mmm yy", "Jan 20"),
        ("43831.75", "yyyy-mm-dd hh:mm", "2020-01-01 18:00"),
        ("1500000", '#,##0.0,,"M"', "1.5M"),
        ("5", "[$€-2] #,##0.00", "€ 5.00"),
        ("0.30000000000000004", "General", "0.3"),
        ("12345", "0.00E+00", "1.23E+04"),
        ("word", "0", "word"),
        ("nan", "0", "nan"),
    ],
)
def test_numbers_are_shown_by_their_format(value, code, expected):
    assert shown(value, code) == expected


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("arabicPeriod", 3, "3."),
        ("alphaUcParenBoth", 28, "(BB)"),
        ("romanLcParenR", 14, "xiv)"),
        ("circleNumDbPlain", 2, "②"),
        ("ea1ChsPeriod", 21, "二十一."),
        ("unknown", 1, "1."),
    ],
)
def test_numbers_before_paragraphs(kind, value, expected):
    assert numerals.shown(kind, value) == expected


def test_signs_of_fonts_without_letters():
    assert translated("à", "Wingdings") == "→"
    assert translated("all \uf0e0", "Wingdings") == "all →"
    assert translated("\uf061b", "Symbol") == "αβ"
    assert translated("ab", "Arial") == "ab"
