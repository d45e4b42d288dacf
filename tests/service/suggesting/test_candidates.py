"""Questions that are made of units, by what each unit is."""

import numpy as np

from rag.store.documents.units import StoredUnit
from rag.values import Cell, Kind, Unit
from service.suggesting.candidates import Sort, SuggestedQuestion, comparisons, made_of

TEXT = (
    "Latent diffusion is fast. The latent diffusion of today is a standard. Latent diffusion needs a decoder. "
    "The size of a decoder is small. A decoder and an encoder: the encoder reads, the encoder writes, a decoder draws."
)


def _unit(
    kind: Kind, text: str, start: int, under: tuple[int, int] | None = None, **more: object
) -> StoredUnit:
    unit = Unit(kind, 1, start, start + len(text), under=under, **more)  # type: ignore[arg-type]
    return StoredUnit(7, unit, text, "", np.zeros(2, dtype=np.float32))


def _row(text: str, start: int, heads: tuple[str, str]) -> StoredUnit:
    middle = start + text.index("|")
    cells = (Cell(heads[0], start, middle), Cell(heads[1], middle + 1, start + len(text)))
    return _unit(Kind.ROW, text, start, cells=cells, table=0)


def _texts(units: list[StoredUnit]) -> list[tuple[str, Sort]]:
    return [(question.text, question.sort) for question in made_of(units, TEXT)]


def test_a_heading_that_the_text_speaks_of_is_to_be_explained() -> None:
    heading = _unit(Kind.HEADING, "2.1 Latent diffusion", 0)
    below = [_unit(Kind.PARAGRAPH, "It is so.", start, (1, 0)) for start in (30, 50)]
    assert _texts([heading, *below]) == [("Explain latent diffusion.", Sort.EXPLAIN)]
    assert _texts([heading]) == []  # there is nothing under it
    unknown = _unit(Kind.HEADING, "Sampling faster", 0)
    assert _texts([unknown, *below]) == []


def test_a_heading_right_over_a_list_asks_for_the_list() -> None:
    heading = _unit(Kind.HEADING, "Main goals", 0)
    items = [_unit(Kind.ITEM, "one", start, (1, 0)) for start in (30, 40, 50)]
    assert _texts([heading, *items]) == [("What are the main goals?", Sort.LIST)]


def test_a_line_that_opens_a_list_asks_for_what_it_opens() -> None:
    opener = _unit(Kind.PARAGRAPH, "There are three kinds of noise:", 0)
    item = _unit(Kind.ITEM, "white", 40)
    assert _texts([opener, item]) == [("What are three kinds of noise?", Sort.LIST)]
    assert _texts([opener]) == []


def test_a_row_is_asked_for_by_its_name_and_a_head_that_is_a_noun() -> None:
    assert _texts([_row("Decoder|9 MB", 0, ("Part", "Size"))]) == [
        ("What is the size of decoder?", Sort.CELL)
    ]
    assert (
        _texts([_row("Decoder|9 MB", 0, ("Part", "First public"))]) == []
    )  # "the first public" is said nowhere
    assert _texts([_row("1987|9 MB", 0, ("Year", "Size"))]) == []


def test_a_dated_sentence_asks_who() -> None:
    (made,) = made_of([_unit(Kind.PARAGRAPH, "Ada Lovelace published the engine in May 1843.", 3)], TEXT)
    assert made == SuggestedQuestion("Who published the engine?", Sort.FACT, 7, 1, 3)


def test_two_rows_of_a_table_that_the_text_speaks_of_are_compared() -> None:
    rows = [_row("Decoder|9 MB", 0, ("Part", "Size")), _row("Encoder|8 MB", 20, ("Part", "Size"))]
    (made,) = comparisons(rows, TEXT)
    assert (made.text, made.sort, made.topics) == (
        "Compare decoder and encoder.",
        Sort.COMPARE,
        ("decoder", "encoder"),
    )
    assert list(comparisons([rows[0], _row("Bus|8 t", 20, ("Part", "Size"))], TEXT)) == []
