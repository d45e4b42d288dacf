"""The stage after the search: which of what was found answers, if any does, and in which form it is told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rag.answering.asked import QuestionAsked
from rag.answering.means import Means
from rag.answering.wording import short_of, written
from rag.events import Delta, EvidenceFound
from rag.evidence import gate
from rag.evidence.disagreement import disagreement
from rag.evidence.judge import Doubts, reordered
from rag.evidence.kept import ahead, asking_last, saying_more, without_asking
from rag.evidence.once import OnceRead
from rag.evidence.otherwise.kinds import OtherKind, nearest, other_kind
from rag.evidence.otherwise.subjects import other_subject
from rag.evidence.otherwise.times import lacks_time, other_time
from rag.evidence.sections.headed import headings_opened, with_what_is_under
from rag.question.question import Question
from rag.values import Answer, Evidence, Kind, Outcome, Passage, Task
from rag.writing.conflict import conflicting
from rag.writing.explaining.choice import chosen
from rag.writing.explaining.defining import definition
from rag.writing.explaining.explanation import WORDS, explained
from rag.writing.explaining.telling import telling
from rag.writing.explaining.weighing import weighed
from rag.writing.plans.comparison import compared, defined
from rag.writing.plans.foreign import held_whole, other_language, shared
from rag.writing.plans.nearness import missing_name, nothing_of, with_nearest, with_other_kind
from rag.writing.withheld import silent, unsure

JUDGED = 8
"""Sentences at least that the judge reads, of which the best are shown."""

CHOSEN_AMONG = 48
"""Units that an explanation is chosen among."""


@dataclass(frozen=True, slots=True)
class Likely:
    """What may answer, likeliest first: the judge reads the beginning. `units` are those of the passages; `sure` says
    that a definition or field is among them that answers for itself."""

    evidence: tuple[Evidence, ...]
    units: OnceRead
    sure: bool = False


def judged(
    means: Means, asked: QuestionAsked, base: Answer, likely: Likely
) -> Iterator[EvidenceFound | Delta | Answer]:
    """The answer from units of which it is not yet known that they answer; those of `base` are shown already."""
    question, limit = asked.question, means.settings.answering.evidence
    opened = headings_opened(likely.units.by_place())
    likely = replace(likely, evidence=asking_last(saying_more(question, likely.evidence), opened))
    found = likely.evidence[: max(limit, JUDGED)]
    told = asked.during(lambda: _doubts(means, asked, found, base))
    doubts = told.each
    confidence = gate.confidence(question, found, base.passages, doubts)
    base = replace(base, confidence=confidence, judged_by=told.by)
    best = without_asking(reordered(found, doubts) if doubts else found, opened)[:limit]
    missing = "" if question.sides else missing_name(question, base.passages)
    threshold = means.settings.answering.threshold
    named = held_whole(question, best, base.passages) if other_language(question, base.passages) else []
    best = tuple(ahead(named, list(best)))
    sure = likely.sure or bool(named)
    if not sure and not gate.passes(question, confidence, threshold, found, base.passages):
        yield _withheld(means, asked, base, best, missing)
        return
    if missing:
        yield with_nearest(base, missing, best, question.search.language)
        return
    other = _other(question, best, base.passages)
    if other is not None:
        yield with_other_kind(base, other, best, question.search.language)
        return
    if question.task is Task.FACT and lacks_time(question, best):
        yield unsure(base, best, means.library, question.search.language)
        return
    whole = _whole(means, asked, replace(base, evidence=best), likely, doubts)
    if whole is not None:
        yield whole
        return
    best = tuple(with_what_is_under(best, likely.units.by_place()))
    said = [found for found in best if found.kind is not Kind.HEADING] or list(best)
    short = short_of(means, asked, said)
    yield EvidenceFound(base.search_query, base.passages, best, confidence, short)
    defined = definition(question, best, likely.units.by_place())
    evidence = tuple(ahead(list(best), defined))
    base = replace(base, outcome=Outcome.ANSWERED, evidence=evidence, short=short)
    yield from written(means, asked, base, defined)


def _other(question: Question, best: Sequence[Evidence], passages: Sequence[Passage]) -> OtherKind | None:
    """What the best units speak of instead of what a question for a fact or a reason asks for."""
    if not best or question.task not in (Task.FACT, Task.EXPLAIN):
        return None
    if question.task is Task.EXPLAIN:
        return other_kind(question, nearest(question, best), passages)
    other = other_kind(question, best[0], passages) or other_subject(question, best[0], passages)
    return other or other_time(question, best, passages)


def _doubts(means: Means, asked: QuestionAsked, found: Sequence[Evidence], base: Answer) -> Doubts:
    return means.judge.judged(asked.question, found, base.passages) if means.judge else Doubts(())


def _withheld(
    means: Means, asked: QuestionAsked, base: Answer, best: Sequence[Evidence], missing: str
) -> Answer:
    """What is said where the gate does not open; where sides are compared, their definitions."""
    question = asked.question
    both = asked.during(lambda: defined(question, base, means.gatherer)) if question.sides else None
    if both is not None:
        return both
    spoken = question.search.language
    if best and (base.confidence or 0.0) >= means.settings.answering.unsure:
        withheld = unsure(base, best, means.library, spoken)
        if missing:
            return with_nearest(withheld, missing, best, spoken)
        other = _other(question, best, base.passages)
        return with_other_kind(withheld, other, best, spoken) if other is not None else withheld
    if other_language(question, base.passages) and (near := shared(question, best)):
        return unsure(base, near, means.library, spoken, "nearest")
    withheld = silent(base, means.library, spoken, question.scope.collection)
    return nothing_of(withheld, missing, spoken) if missing and best else withheld


def _whole(
    means: Means, asked: QuestionAsked, base: Answer, likely: Likely, doubts: Sequence[float]
) -> Answer | None:
    """The answer as documents that disagree, a list, a comparison or an explanation; None for a fact. The evidence of
    `base` is what the judge found best, by its `doubts` of the first of `likely`."""
    question, best = asked.question, base.evidence
    conflict = disagreement(question, best)
    both = conflicting(question, base, conflict, means.library) if conflict is not None else None
    if both is not None:
        return both
    listed = means.structured.list_of(base, question, best)
    if listed is not None or question.task not in WORDS:
        return listed
    sides = asked.during(lambda: compared(question, base, means.gatherer)) if question.sides else None
    if sides is not None:
        return sides
    stored = likely.units.by_place()
    explains = question.task is Task.EXPLAIN
    found = weighed(likely.evidence, doubts, stored) if explains else likely.evidence
    first = telling(question, found, stored)
    units = chosen(first, stored, question.extent.words(WORDS[question.task]))
    return explained(base, units, stored, question.task, question.extent.sentences)
