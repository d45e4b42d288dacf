"""What stands in several places of a document is told by the pages that have it."""

import numpy as np
import pytest

from rag.evidence.running import places, running
from rag.store.documents.units import StoredUnit
from rag.values import Kind, Unit


class Book:
    """A document whose texts stand on these pages."""

    def __init__(self, pages: dict[str, list[int]]) -> None:
        self.pages = pages

    def pages_with(self, document_id: int, texts: set[str]) -> dict[str, list[int]]:
        return {text: found for text, found in self.pages.items() if text in texts}


def unit(text: str, kind: Kind = Kind.ITEM) -> StoredUnit:
    return StoredUnit(1, Unit(kind, 1, 0, len(text)), text, "", np.zeros(1, np.float32))


@pytest.mark.parametrize(("pages", "number"), [([], 0), ([4], 1), ([4, 5, 6], 1), ([4, 5, 9, 12], 3)])
def test_pages_that_follow_one_another_are_one_place(pages: list[int], number: int) -> None:
    assert places(pages) == number


def test_a_few_words_in_three_places_run_through_the_document() -> None:
    book = Book({"2 Sampling": [2, 8, 15], "3 Modes": [2, 3, 8], "Errors are small.": [2, 8, 15]})
    found = [unit("2 Sampling"), unit("3 Modes"), unit("Errors are small.", Kind.PARAGRAPH)]
    assert running(found, book) == {(1, "2 Sampling")}


def test_headings_stay() -> None:
    assert running([unit("2 Sampling", Kind.HEADING)], Book({"2 Sampling": [2, 8, 15]})) == set()
