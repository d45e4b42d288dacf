"""Stacked fractions are read as one types them."""

from ingest.readers.pdf.layout.formulas.fractions import with_fractions
from ingest.readers.pdf.layout.strips import text_of
from ingest.readers.pdf.words import Area, PrintedWord


def word(text: str, left: float, baseline: float, joined: bool = False, size: float = 10) -> PrintedWord:
    """A word whose letters are half as wide as high."""
    place = Area(left, baseline - size, left + 0.5 * size * len(text), baseline)
    return PrintedWord(text, place, baseline, size, range(len(text)), joined=joined)


def bar(left: float, right: float, at: float = 100) -> Area:
    return Area(left, at, right, at + 0.4)


# A line that stands on 103: the bar of a fraction in it is 3 points over that.
EQUALS = [word("v", 10, 103), word("=", 20, 103)]


def read(words: list[PrintedWord], *bars: Area) -> str:
    """The words of the line that stands on 103, from left to right."""
    found, _ = with_fractions(words, bars)
    return text_of(sorted((w for w in found if w.baseline == 103), key=lambda w: w.place.left))


def test_a_fraction_stands_in_its_line() -> None:
    words = [*EQUALS, word("s", 32, 97), word("t", 32, 110), word("km", 42, 103)]
    assert read(words, bar(31, 38)) == "v = s/t km"
    assert with_fractions(words, [bar(31, 38)])[1] == [bar(31, 38)]


def test_brackets_stand_where_they_are_needed() -> None:
    over = [word("a", 32, 97), word("+", 40, 97), word("b", 48, 97)]
    assert read([*EQUALS, *over, word("2N", 38, 110)], bar(31, 54)) == "v = (a + b)/(2N)"
    assert read([*EQUALS, word("2N", 33, 97), word("c", 35, 110)], bar(31, 45)) == "v = 2N/c"


def test_one_fraction_stands_beside_another() -> None:
    words = [*EQUALS, word("a", 32, 97), word("b", 32, 110), word("c", 44, 97), word("d", 44, 110)]
    assert read(words, bar(31, 38), bar(43, 50)) == "v = a/b c/d"


def test_an_underline_is_no_bar() -> None:
    words = [word("See", 10, 99), word("this", 28, 99), word("page", 10, 111), word("or", 33, 111)]
    assert with_fractions(words, [bar(28, 48)]) == (words, [])


def test_a_rule_between_the_heads_of_a_table_is_no_bar() -> None:
    # "Method" stands half way between two heads.
    words = [word("Method", 0, 103), word("Quarter", 60, 97), word("Spring", 62, 110)]
    assert with_fractions(words, [bar(58, 97)]) == (words, [])
    numbers = [word("=", 20, 103), word("21", 32, 97), word("30", 46, 97), word("40", 40, 110)]
    assert with_fractions(numbers, [bar(31, 57)]) == (numbers, [])
