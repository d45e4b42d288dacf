"""What is found in the library knows what its place is called."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from rag.evidence.kept import evidence_of
from rag.store.library import Library
from rag.store.rows import NewDocument
from rag.values import Block, Cell, Chunk, Evidence, Kind, Page, Rest, Unit
from rag.values.places import said
from tests.fakes import hash_of
from tests.rag.store.stores import Stores


@pytest.fixture
def library(stores: Stores, tmp_path: Path) -> Iterator[Library]:
    library = stores.open(tmp_path / "library")
    yield library
    library.close()


def found(library: Library, name: str, pages: Sequence[Page], unit: Unit) -> Evidence:
    """The one unit of a document of these pages, as evidence."""
    chunk = Chunk(name, 1, 0, 1, pages[0].text[:1])
    vectors = np.eye(1, 3, dtype=np.float32)
    new = NewDocument("Course", name, name, hash_of(name), "any/any", 9)
    document = library.add_document(new, pages, [chunk], vectors, "fake", None, [unit], vectors)
    assert document.method == pages[0].method
    (stored,) = library.units.of_document(document.id)
    return evidence_of(stored, 1, name, 0.9, 1)


def test_speech_is_cited_by_its_time_and_where_it_goes_on_by_the_next_minute(library: Library) -> None:
    blocks = (Block(Kind.FURNITURE, 0, 4), Block(Kind.PARAGRAPH, 6, 16))
    pages = [Page(1, "0:40\n\nWe begin by", "minute", label="0:00", blocks=blocks)]
    pages.append(Page(2, "saying hello.", "minute", label="1:00"))
    evidence = found(library, "a.vtt", pages, Unit(Kind.PARAGRAPH, 1, 6, 17, rest=Rest(2, 0, 13)))
    assert [said(cited) for cited in evidence.citations()] == ["0:40", "1:00"]
    assert said(evidence.cited(0, 2, 0.9)) == "0:40"
    assert said(evidence.cited(19, 24, 0.9)) == "1:00"


def test_a_row_of_a_sheet_is_cited_by_its_cells(library: Library) -> None:
    cells = (Cell("Item", 0, 4, "A7"), Cell("Price", 5, 7, "B7"))
    page = Page(1, "Tent\t12", "sheet", label="Costs", blocks=(Block(Kind.ROW, 0, 7, cells=cells),))
    evidence = found(library, "a.xlsx", [page], Unit(Kind.ROW, 1, 0, 7, cells=cells))
    assert said(evidence) == said(evidence.citation()) == "sheet “Costs”, A7:B7"
    assert said(evidence.cited(5, 7, 0.9)) == "sheet “Costs”, B7"
    assert said(evidence.cited(0, 7, 0.9)) == "sheet “Costs”, A7:B7"


def test_slides_and_pages_are_counted(library: Library) -> None:
    pages = [Page(1, "One.", "slide"), Page(2, "Two.", "slide")]
    evidence = found(library, "a.pptx", pages, Unit(Kind.PARAGRAPH, 1, 0, 4, rest=Rest(2, 0, 4)))
    assert [said(cited) for cited in evidence.citations()] == ["slide 1", "slide 2"]
    paper = found(library, "a.pdf", [Page(1, "One.", "pdfium", label="iv")], Unit(Kind.PARAGRAPH, 1, 0, 4))
    assert said(paper) == "page iv"
