"""An answer from a field or a definition: its value, or its key, as the short answer, and the unit whole."""

from dataclasses import replace

from rag.evidence.fields import FieldAnswer
from rag.evidence.kept import ACCOUNTED, evidence_of
from rag.language.layout import plain_line
from rag.values import Answer, AnswerPart, Evidence, Outcome, Shape, ShortAnswer
from rag.writing.composition import quoted


def unit_of(found: FieldAnswer) -> Evidence:
    """The unit that answers, as evidence, the part that does marked."""
    passage = found.passage
    return evidence_of(found.stored, passage.rank, passage.document, ACCOUNTED, 1, marks=(found.answering,))


def with_field(base: Answer, found: FieldAnswer) -> Answer:
    """The answer with the unit as its claim, and the part of it that answers as the short answer."""
    unit = unit_of(found)
    cited = unit.cited(*found.answering, ACCOUNTED)
    claim = quoted(unit)
    return replace(
        base,
        outcome=Outcome.ANSWERED,
        text=plain_line(claim.text),
        claims=(claim,),
        parts=(AnswerPart(Shape.PARAGRAPH, (0,)),),
        short=ShortAnswer(" ".join(cited.quote.split()), cited),
        confidence=ACCOUNTED,
    )
