from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from rag.store.library import Library
from rag.store.reembedding import reembed
from rag.store.rows import NewDocument
from rag.values import Block, Cell, Chunk, Document, Kind, Page, Rest, Unit
from tests.rag.examples import passage
from tests.rag.store.stores import Stores

ONE, TWO = "Alloys\nPewter\t7.3\nThe captain was", "Ebba Norling."
HEADING = Unit(Kind.HEADING, 1, 0, 6, summary=0)
ROW = Unit(
    Kind.ROW, 1, 7, 17, ("Alloys", "Alloy | Density"), table=0,
    cells=(Cell("Alloy", 7, 13), Cell("Density", 14, 17)), under=(1, 0),
)  # fmt: skip
LAST = Unit(Kind.PARAGRAPH, 1, 18, 33, rest=Rest(2, 0, 13), under=(1, 0), summary=1)


@pytest.fixture
def library(stores: Stores, tmp_path: Path) -> Iterator[Library]:
    library = stores.open(tmp_path / "library")
    yield library
    library.close()


def add(library: Library) -> Document:
    pages = [
        Page(1, ONE, label="iv", blocks=(Block(Kind.HEADING, 0, 6, level=1),), glyphs=((0, 6, 4),)),
        Page(2, TWO),
    ]
    chunk = Chunk("c", 1, 0, len(ONE), ONE)
    vectors = np.eye(3, dtype=np.float32)
    new = NewDocument("Course", "a.pdf", "A", "0" * 64, "application/pdf", 9, reader=1)
    return library.add_document(new, pages, [chunk], vectors[:1], "fake", None, [HEADING, ROW, LAST], vectors)


def test_units_come_back_by_the_place_of_a_passage(library: Library) -> None:
    document = add(library)
    (found,) = library.units.of([passage(ONE[7:], start=7)])
    assert [one.unit for one in found] == [ROW, LAST]
    assert (found[0].text, found[0].label) == ("Pewter\t7.3", "iv")
    assert found[1].rest_text == "Ebba Norling."
    np.testing.assert_array_equal(found[0].vector, [0, 1, 0])
    heading = found[0].heading
    assert heading is not None
    np.testing.assert_array_equal(heading, [1, 0, 0])
    assert library.units.of([passage("elsewhere", page=9)]) == [[]]
    assert library.units.of([]) == []
    assert document.reader == 1


def test_a_unit_that_goes_on_comes_back_from_either_page(library: Library) -> None:
    add(library)
    (found,) = library.units.of([passage(TWO, page=2)])
    assert [one.unit for one in found] == [LAST]
    assert library.units.of([passage(TWO[5:], page=2, start=5)]) == [[]]  # its rest begins before that


def test_units_come_back_by_table_page_and_section(library: Library) -> None:
    key = add(library).id
    assert [one.unit for one in library.units.of_table(key, 0)] == [ROW]
    assert [one.unit for one in library.units.of_pages(key, 1, 1)] == [HEADING, ROW, LAST]
    assert [one.unit for one in library.units.summaries(key)] == [LAST]


def test_pages_are_told_by_the_very_words_of_their_units(library: Library) -> None:
    key = add(library).id
    assert library.units.pages_with(key, {"Alloys", "Pewter"}) == {"Alloys": [1]}
    assert library.units.pages_with(key + 1, {"Alloys"}) == {}


def test_a_page_keeps_its_label_blocks_and_glyphs(library: Library) -> None:
    page = library.page(add(library).id, 1)
    assert (page.label, page.glyphs) == ("iv", ((0, 6, 4),))
    assert page.blocks == (Block(Kind.HEADING, 0, 6, level=1),)


def test_units_go_with_their_document(library: Library) -> None:
    key = add(library).id
    library.remove_document(key)
    assert library.units.of_document(key) == []


def test_units_are_embedded_anew_with_their_chunks(library: Library) -> None:
    key = add(library).id
    asked: list[str] = []

    def encode(texts: Sequence[str]) -> np.ndarray:
        asked.extend(texts)
        return np.full((len(texts), 2), 0.5, dtype=np.float32)

    assert reembed(library, "other", encode) == 1
    assert asked == [ONE, "Alloys", "Alloy: Pewter; Density: 7.3", "The captain was Ebba Norling."]
    assert [one.vector.tolist() for one in library.units.of_document(key)] == [[0.5, 0.5]] * 3


def test_every_unit_needs_a_vector(library: Library) -> None:
    new = NewDocument("Course", "a.pdf", "A", "0" * 64, "application/pdf", 9)
    with pytest.raises(ValueError, match="1 units need as many vectors"):
        library.add_document(new, [Page(1, ONE)], [], np.zeros((0, 3), np.float32), "fake", None, [HEADING])


def test_the_items_of_a_list_come_back_in_order_with_their_places(library: Library) -> None:
    items = [Unit(Kind.ITEM, 1, 4, 7, item=(3, 2)), Unit(Kind.ITEM, 1, 0, 3, item=(3, 1))]
    other = Unit(Kind.ITEM, 1, 8, 9, item=(0, 1))
    new = NewDocument("Course", "b.pdf", "B", "1" * 64, "application/pdf", 9, reader=1)
    page, chunk = Page(1, ONE), Chunk("d", 1, 0, len(ONE), ONE)
    vectors = np.eye(3, dtype=np.float32)
    key = library.add_document(new, [page], [chunk], vectors[:1], "fake", None, [*items, other], vectors).id
    assert [one.unit for one in library.units.of_list(key, 3)] == items[::-1]
    assert library.units.of_list(key, 9) == []
