"""A definition with what goes on after it: the sentences that follow in its paragraph say what it is further."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from rag.evidence.candidates import Place
from rag.evidence.kept import evidence_of
from rag.language.layout import is_caption
from rag.question.question import Question
from rag.store.documents.units import StoredUnit
from rag.values import Evidence, Kind
from rag.writing.explaining.choice import place_of

_MOST, _WORDS = 2, 60
_NEARLY = (
    0.4  # of the best one's score: so likely is a sentence that stands before a caption, a row or an item
)


def definition(
    question: Question, evidence: Sequence[Evidence], stored: Mapping[Place, StoredUnit]
) -> list[Evidence]:
    """The best sentence of `evidence` and the one or two after it in its paragraph, sixty words in all. None where no
    thing is to be defined, or it is to be short, or the best is no sentence of running text, or nothing follows.

    `stored` are the units of the passages in the order of reading.
    """
    if not question.form.definition or question.extent.sentences == 1 or question.extent.share < 1:
        return []
    prose = [e for e in evidence if e.kind is Kind.PARAGRAPH and not is_caption(e.text)]
    if not prose or prose[0].score < evidence[0].score * _NEARLY or place_of(prose[0]) not in stored:
        return []
    first, places = prose[0], list(stored)
    at = places.index(place_of(first))
    words = len(first.read.split())
    found = [first]
    for before, after in pairwise(stored[place] for place in places[at : at + _MOST + 1]):
        words += len(after.read.split())
        if words > _WORDS or not in_one_paragraph(before, after):
            break
        found.append(evidence_of(after, first.passage_rank, first.document, first.score, first.rank))
    return found if len(found) > 1 else []


def in_one_paragraph(before: StoredUnit, after: StoredUnit) -> bool:
    """Whether one unit comes right after another: a blank line stands between paragraphs."""
    one, other = before.unit, after.unit
    near = before.document_id == after.document_id and one.page == other.page
    return near and one.kind is other.kind is Kind.PARAGRAPH and 0 <= other.start - one.end <= 1
