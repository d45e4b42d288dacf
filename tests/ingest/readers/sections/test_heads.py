"""Which rows of a table are its heads."""

from ingest.readers.letters.numerals import as_number
from ingest.readers.sections.heads import headed


def test_heads_above_each_other_become_one_row() -> None:
    rows = headed([["", "2024", "2024"], ["Land", "Q1", "Q2"], ["UK", "1", "2"]], [True, True, False])
    assert rows == (("Land", "2024 Q1", "2024 Q2"), ("UK", "1", "2"))


def test_words_above_figures_are_heads_and_figures_above_figures_are_not() -> None:
    assert headed([["Name", "Age"], ["Ann", "30"]], [False, False])[0] == ("Name", "Age")
    assert headed([["Ann", "30"], ["Bob", "31"]], [False, False])[0] == ("", "")


def test_rows_and_columns_without_words_are_left_out() -> None:
    assert headed([["", ""], ["a", ""], ["b", ""]], [False] * 3) == (("",), ("a",), ("b",))
    assert headed([["", " "]], [False]) == ()


def test_numbers_of_lists() -> None:
    kinds = ("decimal", "lower-alpha", "upper-roman", "lower-greek", "none")
    assert [as_number(28, kind) for kind in kinds[:3]] == ["28.", "ab.", "XXVIII."]
    assert [as_number(2, kind) for kind in kinds[3:]] == ["β.", ""]
