"""Which units say something of what is asked: no questions of the material's own, no references, no bare labels."""

from collections.abc import Mapping, Sequence

from rag.evidence.candidates import Place
from rag.language.layout import is_reference
from rag.language.words import terms
from rag.question.question import Question
from rag.store.documents.units import StoredUnit
from rag.values import Evidence, Kind

_ASKS = ("?", "？", "؟")
_FEW = 4  # words of a label at most
_ENDS = (".", "!", "。", "！", ")", "”", '"', ":", "：", ";")


def telling(
    question: Question, found: Sequence[Evidence], stored: Mapping[Place, StoredUnit]
) -> list[Evidence]:
    """Those of `found` that say something, in their order; all where none does."""
    return [one for one in found if _tells(question, one, stored)] or list(found)


def _tells(question: Question, found: Evidence, stored: Mapping[Place, StoredUnit]) -> bool:
    text = found.whole.rstrip()
    unit = stored.get((found.document_id, found.page, found.start))
    if unit is None or text.endswith(_ASKS) or is_reference(text):
        return False
    if found.kind in (Kind.ROW, Kind.CODE, Kind.FORMULA):
        return True
    said = question.terms.union(*(terms(part) for part in found.context))
    if unit.content <= said:
        return False
    return found.kind is not Kind.PARAGRAPH or text.endswith(_ENDS) or len(text.split()) > _FEW
