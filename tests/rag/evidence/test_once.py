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


class Slides(Counting):
    """A document whose every page has the same topic, and the first one more."""

    def of(self, passages: list[Passage]) -> list[list[StoredUnit]]:
        more = super().of(passages)
        unit = Unit(Kind.ITEM, 1, 5, 15)
        topic = StoredUnit(1, unit, "2 Sampling", "", np.zeros(1, np.float32))
        return [[topic, *found] if p.rank == 1 else [topic] for p, found in zip(passages, more, strict=True)]

    def pages_with(self, document_id: int, texts: set[str]) -> dict[str, list[int]]:
        return {"2 Sampling": [1, 4, 9]}


def test_what_runs_through_the_document_is_left_out_unless_it_is_asked_for() -> None:
    passages = [passage("2 Sampling One."), passage("2 Sampling", rank=2, start=40)]
    for question, texts in (("What?", [["One."], ["2 Sampling"]]), ("What is on the agenda?", None)):
        found = OnceRead(Slides(), Question.of(question)).of(passages)  # type: ignore[arg-type]
        assert [[unit.text for unit in one] for one in found] == (
            texts or [["2 Sampling", "One."], ["2 Sampling"]]
        )
