"""An answer from a section that the question names: what stands under its heading; and from sections that it misses."""

from dataclasses import dataclass, replace
from itertools import groupby

from rag.evidence.kept import ACCOUNTED, ahead, evidence_of
from rag.evidence.ranking import answering_spans
from rag.evidence.sections.alike import AlikeSection, NearSections
from rag.language.layout import plain_line
from rag.question.answer_type import AnswerType
from rag.question.question import Question
from rag.values import Answer, Evidence, Kind, Outcome, ShortAnswer
from rag.writing.plans.composing import Composing
from rag.writing.plans.nearness import framed
from rag.writing.short_answer import short_answer

_MEASURED = (AnswerType.NUMBER, AnswerType.DATE)


@dataclass(frozen=True, slots=True)
class SectionTold:
    """The units of a section in order, and the number or date in them that is asked for (None: there is none)."""

    evidence: tuple[Evidence, ...]
    short: ShortAnswer | None

    @classmethod
    def of(cls, question: Question, section: AlikeSection) -> "SectionTold":
        """What a section tells of the question that names it."""
        told = _evidence(section)
        having = [one for one in told if answering_spans(question, one.text)]
        measured = question.kind in _MEASURED and having
        return cls(told, short_answer(question, having[:1]) if measured else None)


def with_section(base: Answer, told: SectionTold) -> Answer:
    """`base`, whose evidence begins with the units of a section, as an answer of them; each item by itself."""
    composing = Composing()
    for listed, units in groupby(told.evidence, lambda one: one.kind is Kind.ITEM):
        for paragraph in [[one] for one in units] if listed else [list(units)]:
            composing.paragraph(paragraph)
    answer = composing.answer(base, base.task)
    return replace(answer, short=told.short, confidence=ACCOUNTED)


def with_near_sections(base: Answer, near: NearSections, spoken: str) -> Answer:
    """`base` with what stands under the headings of other things, said to be of others in the language `spoken`."""
    firsts = [_evidence(section)[0] for section in near.sections]
    names = ", ".join(f"“{plain_line(section.over)}”" for section in near.sections)
    composing = Composing()
    composing.line(framed("other_row", spoken, plain_line(near.sections[0].head), names, near.asked))
    for section, first in zip(near.sections, firsts, strict=True):
        composing.paragraph([first], plain_line(section.over))
    evidence = tuple(ahead(firsts, list(base.evidence)))
    return composing.answer(replace(base, evidence=evidence), base.task, Outcome.UNSURE)


def _evidence(section: AlikeSection) -> tuple[Evidence, ...]:
    passage = section.passage
    return tuple(
        evidence_of(one, passage.rank, passage.document, ACCOUNTED, rank)
        for rank, one in enumerate(section.units, 1)
    )
