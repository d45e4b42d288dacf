"""Sections, headings and titles."""

import pytest

from ingest.readers.assembly import outline, title, under_headings
from ingest.readers.base import Section
from rag.values import Page


def test_outline_entries_stand_at_their_line() -> None:
    texts = ["Front", "Some text\n3.1. The  Data\nmore", "other"]
    entries = [(2, "Not written there"), (1, "3.1 The Data"), (9, "No such page"), (0, " ")]
    assert outline(entries, texts) == (Section(2, 10, "3.1 The Data"), Section(3, 0, "Not written there"))


def test_a_page_is_under_the_heading_that_is_in_force_where_it_begins() -> None:
    document = [Page(1, "a"), Page(2, "b"), Page(3, "c")]
    sections = [Section(1, 0, "First"), Section(2, 5, "Second")]
    headings = [page.heading for page in under_headings(document, sections)]
    assert headings == ["First", "First", "Second"]


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
    assert title(stated, "Shown Title") == expected


def test_a_file_that_says_nothing_of_itself_has_no_title() -> None:
    assert title("(anonymous)", "") == ""
    assert title("", "Untitled document") == ""
