"""What is no title, and the title that a file's name gives."""

import pytest

from rag.common.titles import is_placeholder, title_from_name


@pytest.mark.parametrize(
    "title",
    [
        "",
        "  ",
        "0bf10dda7fb64b14a158a75e877082d8",
        "anew-0bf10dda7fb64b14a158a75e877082d8",
        "0bf10dda-7fb6-4b14-a158-a75e877082d8",
        "0bf10dda7fb64b14a158a75e877082d8.pdf",
        "(anonymous)",
        "Untitled",
        "untitled document 3",
        "Unbenannt",
        "PDF_Document_title",
        "PDF document title",
        "Title",
        "Document1",
        "Slide 1",
        "PowerPoint Presentation",
        "Microsoft Word - x.doc",
        "my final notes.docx",
        "paper.dvi",
        "notes.tex",
    ],
)
def test_placeholders(title: str) -> None:
    assert is_placeholder(title)


@pytest.mark.parametrize(
    "title",
    [
        "Word embeddings",
        "PowerPoint for beginners",
        "Documents and their structure",
        "Anonymous communication",
        "Node.js",
        "The Title IX regulation",
        "Slides of the second week",
        "PDF and its history",
        "New York",
        "Unknown unknowns",
        "deadbeef",
    ],
)
def test_titles(title: str) -> None:
    assert not is_placeholder(title)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("week_1__notes.pdf", "week 1 notes"),
        ("part/lecture.v2.pdf", "lecture.v2"),
        (".hidden", ".hidden"),
        ("_.txt", "_.txt"),
    ],
)
def test_title_from_name(name: str, title: str) -> None:
    assert title_from_name(name) == title
