"""What stands under a heading goes on with it."""

from dataclasses import replace

import numpy as np

from rag.evidence.sections.headed import with_what_is_under
from rag.store.documents.units import StoredUnit
from rag.values import Kind, Unit
from tests.rag.examples import sentence

HEAD = replace(sentence("When to prune", start=40), kind=Kind.HEADING)
BEFORE = sentence("Roses are cut to the ground.", 2, 0.3, start=10)


def stored(kind: Kind, text: str, start: int, under: int) -> StoredUnit:
    unit = Unit(kind, 1, start, start + len(text), under=(1, under))
    return StoredUnit(1, unit, text, "", np.zeros(1, dtype=np.float32))


UNITS = [
    stored(Kind.PARAGRAPH, BEFORE.text, 10, 0),
    stored(Kind.HEADING, HEAD.text, 40, 0),
    stored(Kind.PARAGRAPH, "In March.", 54, 40),
    stored(Kind.PARAGRAPH, "Never in frost.", 64, 40),
    stored(Kind.PARAGRAPH, "Burn the twigs.", 80, 40),
]
PLACES = {(1, 1, one.unit.start): one for one in UNITS}


def test_what_stands_under_the_best_heading_comes_next():
    found = with_what_is_under([HEAD, BEFORE], PLACES)
    assert [one.text for one in found] == [HEAD.text, "In March.", "Never in frost.", BEFORE.text]
    assert [one.rank for one in found] == [1, 2, 3, 4]
    assert found[1].score == HEAD.score


def test_a_sentence_that_is_best_is_left_first():
    assert with_what_is_under([BEFORE, HEAD], PLACES) == [BEFORE, HEAD]
    assert with_what_is_under([], PLACES) == []
