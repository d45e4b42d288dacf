"""Paragraphs, headings and titles from lines whose type is set by hand."""

from ingest.readers.layout import body_size, headings, title, with_paragraphs
from tests.ingest.readers.typeset import BODY, BOLD, LARGE, page


def test_a_paragraph_begins_after_more_room_than_usual() -> None:
    text, lines = page(("one", BODY, 700), ("two", BODY, 688), ("three", BODY, 676), ("four", BODY, 656))
    # Drops of 12, 12 and 20; 20 > 1.25 · 12.
    assert with_paragraphs(text, lines) == "one\r\ntwo\r\nthree\r\n\nfour\r\n"


def test_a_heading_is_a_paragraph_of_its_own() -> None:
    text, lines = page(("Head", LARGE, 700), ("one", BODY, 688), ("Bold", BOLD, 676), ("two", BODY, 664))
    assert with_paragraphs(text, lines) == "Head\r\n\none\r\nBold\r\n\ntwo\r\n"


def test_the_next_column_goes_on_with_the_paragraph() -> None:
    text, lines = page(("one", BODY, 700), ("two", BODY, 688), ("three", BODY, 700), ("four", BODY, 688))
    assert with_paragraphs(text, lines) == text


def test_pieces_of_one_line_stay_together() -> None:
    text, lines = page(("text", BODY, 700), ("2", (6.0, False), 703), ("more", BODY, 688))
    assert "\n\n" not in with_paragraphs(text, lines)[:9]


def test_body_size_is_that_of_most_characters() -> None:
    _, lines = page(("Title", LARGE, 700), ("a long line of the body", BODY, 688), ("x", (6.0, False), 600))
    assert body_size(lines) == 10.0
    assert body_size([]) == 0.0


def test_headings_are_larger_or_bold_and_alone_on_their_line() -> None:
    text, lines = page(
        ("2 Methods of", LARGE, 700),
        ("measurement", LARGE, 684),
        ("Text in the size of the body.", BODY, 670),
        ("2.1 Data", BOLD, 658),
        ("More text.", BODY, 646),
        ("A sentence in bold.", BOLD, 634),  # ends as a sentence
        ("Figure 1: Bold", BOLD, 622),
        ("12.5", BOLD, 610),  # no word
    )
    assert [" ".join(found.split()) for found in headings(text, lines, 10.0)] == [
        "2 Methods of measurement",
        "2.1 Data",
    ]


def test_a_paragraph_in_bold_is_no_heading() -> None:
    rows = [(f"words of line {i}", BOLD, 700.0 - 12 * i) for i in range(5)]
    text, lines = page(*rows, ("plain text", BODY, 600))
    assert headings(text, lines, 10.0) == []


def test_title_is_the_largest_run_of_lines() -> None:
    text, lines = page(
        ("A Title", LARGE, 700),
        ("in Two Lines", LARGE, 684),
        ("An Author", BODY, 670),
        ("Text " * 9, BODY, 650),
    )
    assert title(text, lines) == "A Title in Two Lines"


def test_no_title_where_nothing_stands_out() -> None:
    text, lines = page(("one line", BODY, 700), ("another", BODY, 688))
    assert title(text, lines) == ""
    assert title("", []) == ""
