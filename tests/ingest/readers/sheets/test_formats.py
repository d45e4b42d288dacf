"""Values as their number formats show them; what is expected is what Excel shows."""

import pytest

from ingest.readers.sheets.formats.showing import number, text
from ingest.readers.sheets.grid import Shows

_ACCOUNTS = r'_-* #,##0.00\ [$€-407]_-;\-* #,##0.00\ [$€-407]_-;_-* "-"??\ [$€-407]_-;_-@_-'


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1234.5, "General", "1234.5"),
        (0.1 + 0.2, "General", "0.3"),
        (3.14159265358979, "General", "3.141592654"),
        (1.5e20, "General", "1.5E+20"),
        (0.00001234, "General", "1.234E-05"),
        (1234567890123, "General", "1234567890123"),
        (-2, 'General" kg"', "-2 kg"),
        (5, "Standard", "5"),
        (0.125, "0.0%", "12.5%"),
        (1234567.891, "#,##0.00 €", "1,234,567.89 €"),
        (2.675, "0.00", "2.68"),
        (-0.001, "0.00", "0.00"),
        (-1234.5, "#,##0.00;[Red](#,##0.00)", "(1,234.50)"),
        (-1234.5, _ACCOUNTS, "-1,234.50 €"),
        (0, _ACCOUNTS, "- €"),
        (1234567, '0.0,,"M"', "1.2M"),
        (5551234567, "(###) ###-####", "(555) 123-4567"),
        (7, "000", "007"),
        (0.5, "0.##", "0.5"),
        (12345.678, "0.00E+00", "1.23E+04"),
        (9.999, "0.0E+0", "1.0E+1"),
        (0.000123, "##0.0E+0", "123.0E-6"),
        (5.25, "# ?/?", "5 1/4"),
        (1.0625, "# ?/16", "1 1/16"),
        (5, "# ?/?", "5"),
        (75, '[<60]"fail";[>=60]"pass"', "pass"),
        (5, ";;;", ""),
        (float("nan"), "0", ""),
    ],
)
def test_numbers(value: float, code: str, shown: str) -> None:
    assert number(value, code)[0] == shown


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (44197, "d.m.yyyy", "1.1.2021"),
        (44197.5, "dd/mm/yyyy hh:mm", "01/01/2021 12:00"),
        (44197, "[$-407]dddd, d. mmmm yyyy;@", "Freitag, 1. Januar 2021"),
        (44197, "mmm-yy", "Jan-21"),
        (44197, 'yyyy"年"m"月"d"日"', "2021年1月1日"),
        (0.6, "h:mm AM/PM", "2:24 PM"),
        (1.75, "[h]:mm", "42:00"),
        (0.99999, "h:mm", "23:59"),
        (0.5 + 1.5 / 86400, "mm:ss.0", "00:01.5"),
        (1, "yyyy-mm-dd", "1900-01-01"),
        (61, "yyyy-mm-dd", "1900-03-01"),
        (-1, "yyyy-mm-dd", "-1"),
    ],
)
def test_dates(value: float, code: str, shown: str) -> None:
    assert number(value, code)[0] == shown


def test_days_may_count_from_1904() -> None:
    assert number(0, "yyyy-mm-dd", True)[0] == "1904-01-01"


def test_what_is_shown_is_told_apart() -> None:
    assert number(2019, "General")[1] is Shows.YEAR
    assert number(2019, "#,##0")[1] is Shows.NUMBER
    assert number(44197, "d.m.yyyy")[1] is Shows.DATE


def test_words_are_shown_by_their_section() -> None:
    assert text("abc", '0;0;0;"<"@">"') == "<abc>"
    assert text("abc", "0.00") == "abc"
    assert text("abc", ";;;") == ""


@pytest.mark.parametrize(
    "code", ["", '"', "[", "\\", "E+", "0/", "/", "?/?", "#" * 5000, "y" * 400, "[h", ";;;;;;", "0.0E+"]
)
def test_broken_codes_do_no_harm(code: str) -> None:
    for value in (0.0, -1.5, 44197.25, 1e300):
        assert isinstance(number(value, code)[0], str)
