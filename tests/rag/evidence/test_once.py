from dataclasses import replace

import numpy as np

from rag.evidence.once import OnceRead
from rag.question.question import Question
from rag.store.documents.units import StoredUnit
from rag.values import Kind, Passage, Unit
from tests.rag.examples import passage


class Counting:
    """Keeps one unit a passage, and counts how often it is read."""

    def __init__(self) -> None:
        self.reads = 0

    def of(self, passages: list[Passage]) -> list[list[StoredUnit]]:
        self.reads += len(passages)
        unit = Unit(Kind.PARAGRAPH, 1, 0, 4)
        return [[StoredUnit(p.document_id, unit, "One.", "", np.zeros(1, np.float32))] for p in passages]


def test_units_are_read_once_and_those_of_a_copy_in_another_collection_are_its_own() -> None:
    units = Counting()
    once = OnceRead(units, Question.of("What?"))  # type: ignore[arg-type]
    one = passage("One.")
    copy = replace(one, document_id=2)  # the same bytes give its chunk the same name
    ((first,), (second,)) = once.of([one, copy])
    assert (first.document_id, second.document_id) == (1, 2)
    once.of([copy, one])
    assert units.reads == 2
