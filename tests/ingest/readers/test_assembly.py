"""Raw pages into pages, sections and a title."""

import pytest

from ingest.readers.assembly import RawPage, cleaned, headings, outline, pages, title
from ingest.readers.base import Section
from ingest.readers.layout import Line, Type

BIG, BODY = Type(14.0, False, 700.0), Type(10.0, False, 680.0)


def raw(heading: str, body: str) -> RawPage:
    text = f"{heading}\r\n{body}"
    start = len(heading) + 2
    return RawPage(text, "pdfium", (Line(0, len(heading), BIG, BIG), Line(start, len(text), BODY, BODY)))


def test_cleaned_makes_words_whole_over_the_document() -> None:
    first = RawPage("A left-to\uffferight model")
    assert cleaned([first, RawPage("is left-to-right.")]) == ["A left-to-right model", "is left-to-right."]


def test_headings_are_found_again_in_the_clean_text() -> None:
    page = raw("1  Intro\u00adduction", "Words that are read. " * 3)
    texts = cleaned([page])
    assert texts[0].startswith("1 Introduction\n\nWords")
    assert headings([page], texts) == (Section(1, 0, "1 Introduction"),)


def test_where_headings_are_numbered_others_are_left_out() -> None:
    names = [
        "Authors",
        "Abstract",
        "1 One",
        "2 Two",
        "3 Three",
        "4 Four",
        "5 Five",
        "Rows of a table",
        "References",
    ]
    document = [raw(name, "Words that are read. " * 3) for name in names]
    found = [section.title for section in headings(document, cleaned(document))]
    assert found == ["Abstract", "1 One", "2 Two", "3 Three", "4 Four", "5 Five", "References"]


def test_outline_entries_stand_at_their_line() -> None:
    texts = ["Front", "Some text\n3.1. The  Data\nmore", "other"]
    entries = [(2, "Not written there"), (1, "3.1 The Data"), (9, "No such page"), (0, " ")]
    assert outline(entries, texts) == (Section(2, 10, "3.1 The Data"), Section(3, 0, "Not written there"))


def test_a_page_is_under_the_heading_that_is_in_force_where_it_begins() -> None:
    document = [RawPage("a"), RawPage("b"), RawPage("c")]
    sections = [Section(1, 0, "First"), Section(2, 5, "Second")]
    assert [page.heading for page in pages(document, ["a", "b", "c"], sections)] == [
        "First",
        "First",
        "Second",
    ]


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("A Stated Title", "A Stated Title"),
        ("Microsoft Word - Course Notes", "Course Notes"),
        ("Microsoft Word - notes of May.doc", "Shown Title"),
        ("notes_final.docx", "Shown Title"),
        ("untitled", "Shown Title"),
        ("(anonymous)", "Shown Title"),
        ("PDF_Document_title", "Shown Title"),
        ("", "Shown Title"),
    ],
)
def test_title(stated: str, expected: str) -> None:
    assert title(stated, raw("Shown Title", "Words that are read. " * 3)) == expected


def test_a_file_that_says_nothing_of_itself_has_no_title() -> None:
    assert title("(anonymous)", None) == ""
    assert title("", raw("Untitled document", "Words that are read. " * 3)) == ""
