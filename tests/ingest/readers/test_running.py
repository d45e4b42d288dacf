"""Running heads and feet from lines whose type and height are set by hand."""

import pytest

from ingest.readers.running import running_lines, without
from tests.ingest.readers.typeset import BODY, BOLD, LARGE, page

Row = tuple[str, tuple[float, bool], float]


def body(number: int) -> list[Row]:
    words = ["one", "two", "three", "four", "five", "six", "seven"][number - 1 :]
    return [(f"{word}, and on with the sentence", BODY, 700.0 - 12 * row) for row, word in enumerate(words)]


def with_foot(
    words: str, type_: tuple[float, bool] = BODY, heights: tuple[float, ...] = (50, 50, 50)
) -> list[int]:
    """How many lines of each of three pages run, if each has the words at its foot, # being its number."""
    pages = [
        page(*body(number), (words.replace("#", str(number)), type_, height))
        for number, height in enumerate(heights, start=1)
    ]
    return [len(lines) for lines in running_lines(pages)]


def test_sentences_do_not_run() -> None:
    assert with_foot("This is on every page.") == [0, 0, 0]


@pytest.mark.parametrize("words", ["Lecture 6: Training #", "#", "Page # of 3", "A paper with a name"])
def test_the_same_words_at_the_same_height_run(words: str) -> None:
    assert with_foot(words) == [1, 1, 1]


def test_headings_do_not_run() -> None:
    assert with_foot("Question #", LARGE) == [0, 0, 0]
    assert with_foot("Question #", BOLD) == [0, 0, 0]


def test_words_at_another_height_do_not_run() -> None:
    assert with_foot("Question #", heights=(50, 60, 70)) == [0, 0, 0]


def test_two_pages_are_too_few() -> None:
    assert with_foot("#", heights=(50, 50)) == [0, 0]


def test_words_in_the_middle_of_the_page_do_not_run() -> None:
    # Body 10 points: the edge is 25 points high, so 640 is neither above 675 nor below 75.
    pages = [page(*body(n)[:1], ("Exercise", BODY, 640), ("The last line", BODY, 50)) for n in (1, 2, 3)]
    assert running_lines(pages) == [frozenset({2})] * 3


def test_a_page_that_has_little_else_keeps_it() -> None:
    pages = [page(("Text under picture 1.", BODY, 50.0)) for _ in range(3)]
    assert running_lines(pages) == [frozenset()] * 3


def test_an_axis_that_is_there_twice_on_a_page_counts_once() -> None:
    pages = [page(*body(n), ("0.0", BODY, 50.0), ("0.5", BODY, 55.0)) for n in (1, 2)]
    assert running_lines(pages) == [frozenset(), frozenset()]


def test_without_moves_the_other_lines() -> None:
    text, lines = page(("Head", BODY, 700), ("one", BODY, 688), ("2", BODY, 50))
    left, kept = without(text, lines, frozenset({0, 2}))
    assert left == "\r\none\r\n\r\n"
    assert [left[line.start : line.end] for line in kept] == ["one"]
