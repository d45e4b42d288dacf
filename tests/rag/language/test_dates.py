"""Dates and times, with every expectation read off the text by hand."""

import pytest

from rag.language.dates import dates, times


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


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("15 Sept. 1990", (15, 9, 1990)),
        ("on 15 Sept. 1990.", (15, 9, 1990)),
        ("31.12.1999", (31, 12, 1999)),
        ("am 1. 2. 2003", (1, 2, 2003)),
        ("2022-08-22", (22, 8, 2022)),
        ("2022/08/22", (22, 8, 2022)),
        ("25/12/2020", (25, 12, 2020)),
        ("12/25/2020", (25, 12, 2020)),
        ("31-12-1999", (31, 12, 1999)),
        ("08-May-2007", (8, 5, 2007)),
        ("am 3. Okt. 1990", (3, 10, 1990)),
        ("January 22 , 1961", (22, 1, 1961)),
        ("La Bastille fut prise le 14 juillet 1789 par la foule.", (14, 7, 1789)),
        ("La ciudad se fundó el 3 de mayo de 1999 en la costa.", (3, 5, 1999)),
        ("La casa fu costruita il 2 giugno 1946 da un architetto.", (2, 6, 1946)),
        ("于2022年8月22日发布", (22, 8, 2022)),
        ("5月28日", (28, 5, 0)),
    ],
)
def test_a_date_is_read_whole_however_it_is_written(text: str, parts: tuple[int, int, int]) -> None:
    (found,) = dates(text)
    assert (found.day, found.month, found.year) == parts


def test_day_and_month_in_digits_may_be_exchanged_where_both_may_be_a_month() -> None:
    (found,) = dates("on 12/05/2020")
    assert found.readings == ((12, 5), (5, 12))
    (found,) = dates("on 25/12/2020")
    assert found.readings == ((25, 12),)


def test_what_is_no_date() -> None:
    assert dates("99/99/2020, version 1.2.2020.4, 12:30, a ratio of 3/4, 0/5/2020") == ()
    assert dates("Mars 2020 landed") == ()  # March in French, a rover in English


def test_a_month_says_where_it_is_written() -> None:
    for text, month in [
        ("15 Sept. 1990", "Sept"),
        ("31.12.1999", "12"),
        ("12/25/2020", "12"),
        ("5月28日", "5"),
    ]:
        (found,) = dates(text)
        assert text[found.month_start : found.month_end] == month


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It began on 15 Sept. 1990 and ended on 2022-08-22.", ["15 Sept. 1990", "2022-08-22"]),
        ("Vom 31.12.1999 bis zum 12/05/2020.", ["31.12.1999", "12/05/2020"]),
        ("From 1914–1918, in the 1920s, in 2004.", ["1914–1918", "1920s", "2004"]),
        ("Between the 10th and 11th centuries.", ["10th and 11th centuries"]),
        ("As early as the sixteenth century.", ["sixteenth century"]),
        ("Im 19. Jahrhundert und in den 1970er Jahren.", ["19. Jahrhundert", "1970er"]),
        ("au XIXe siècle", ["XIXe siècle"]),
        ("en el siglo XIX", ["siglo XIX"]),
        ("in 44 BC, 1048 n. Chr.", ["44 BC", "1048 n. Chr."]),
        ("on Monday, am Dienstag", ["Monday", "Dienstag"]),
        ("since June", ["June"]),
        ("2015 年 7 月, 1998年, 20世纪", ["2015 年 7 月", "1998年", "20世纪"]),
        ("Theresa May spoke 5 ad hoc words to 1,999 men.", []),
    ],
)
def test_what_tells_when(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in times(text)] == found
