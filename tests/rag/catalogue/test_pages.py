"""A page is meant by what is printed on it, else by its number."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.catalogue.pages import page_called
from rag.store.library import Library
from rag.values import Page
from tests.rag.catalogue.reading import add, ask, marked, said

_DECK = [
    Page(1, "a", "pdfium"),
    Page(2, "b", "pdfium"),
    Page(3, "c", "pdfium", label="2"),
    Page(4, "d", "pdfium", label="iii"),
]
_PARTS = [Page(1, "a", "section", label="2"), Page(2, "b", "section", label="Ends")]


@pytest.mark.parametrize(
    ("label", "number"),
    [("1", 1), ("2", 3), ("III", 4), ("3", None), ("4", None), ("5", None)],
)
def test_what_is_printed_goes_first(label: str, number: int | None) -> None:
    found = page_called(_DECK, label)
    assert (found.number if found else None) == number


def test_titles_of_sections_are_no_labels() -> None:
    found = page_called(_PARTS, "2")
    assert found is not None and found.number == 2


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library.open(tmp_path)
    pages = [marked(n, f"Page {n} has words.", label=str(n + 12)) for n in range(1, 6)]
    add(library, "cut.pdf", pages)
    yield library
    library.close()


def test_pages_are_called_by_their_labels_and_the_file_s_count_is_said(library: Library) -> None:
    assert said(library, "What is on page 15?")[0] == "Page 15 of cut.pdf (page 3 of the file):"
    lines = said(library, "Summarise pages 14 to 15")
    assert lines[0] == "Pages 14 to 15 of cut.pdf (pages 2 to 3 of the file):"
    assert [line.split(" [")[0] for line in lines[1:]] == ["1. Page 2 has words.", "2. Page 3 has words."]


def test_a_page_that_only_the_file_counts(library: Library) -> None:
    assert said(library, "What is on page 3?") == [
        "No page 3 is printed in cut.pdf. Page 3 of the file is page 15:",
        "Page 3 has words. [1]",
    ]
    assert said(library, "Summarise pages 3 to 4")[0] == (
        "No pages 3 to 4 are printed in cut.pdf. Pages 3 to 4 of the file are pages 15 to 16:"
    )
    assert ask(library, "What is on page 9?") is None


def test_a_printed_page_goes_before_one_that_is_counted(library: Library) -> None:
    add(library, "plain.pdf", [marked(n, f"Plain {n} here.") for n in range(1, 4)])
    assert said(library, "What is on page 3?")[0] == "Page 3 of plain.pdf:"
