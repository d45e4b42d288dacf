"""Steps that the material does not tell in the words of the question: looked for by what they are the steps of."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.answering.asked import QuestionAsked
from rag.answering.judging import CHOSEN_AMONG, Likely, judged
from rag.answering.means import Means
from rag.events import Delta, EvidenceFound
from rag.evidence.kept import ahead, evidence_of
from rag.evidence.once import OnceRead
from rag.evidence.ranking import select
from rag.question.question import Question
from rag.values import Answer, Evidence, Kind, Outcome, Passage, Task
from rag.writing.explaining.telling import telling

NO_LIST = "I found no list of this in the material. This is what it says about it."
_TELLING = 5  # passages that tell which document says most


def by_subject(
    means: Means, asked: QuestionAsked, base: Answer, subject: Question
) -> Iterator[EvidenceFound | Delta | Answer]:
    """The list that is asked for, found by what it is a list of, the `subject`; where there is none, what the material
    says about that, and that it is no list. Nothing where nothing is found."""
    question = asked.question
    passages = asked.during(lambda: means.retriever.retrieve(subject))
    if not passages:
        return
    units = OnceRead(means.library.units, subject)
    likely = asked.during(lambda: select(subject, passages, units, means.encoder, CHOSEN_AMONG))
    every = [*passages, *asked.during(lambda: _in_best_document(means, subject, passages))]
    base = replace(base, passages=tuple(passages))
    listed = means.structured.list_of(base, question, with_every(likely, every, units), sure=True)
    if listed is not None:
        yield listed
        return
    told = [one for one in telling(subject, likely, units.by_place()) if one.kind is not Kind.ROW] or likely
    base = replace(base, evidence=tuple(told[: means.settings.answering.evidence]))
    yield EvidenceFound(base.search_query, base.passages, base.evidence)
    for event in judged(means, replace(asked, question=subject), base, Likely(tuple(told), units)):
        explained = isinstance(event, Answer) and event.outcome is Outcome.ANSWERED
        if isinstance(event, Answer) and explained and event.task is not Task.LIST and not _has_items(event):
            yield replace(event, notice=f"{NO_LIST} {event.notice}".strip())
        else:
            yield event


def _has_items(answer: Answer) -> bool:
    """Whether an explanation has items of a list after all."""
    items = [found for found in answer.evidence if found.kind is Kind.ITEM]
    said = [citation for claim in answer.claims for citation in claim.citations]
    return any(found.holds(citation) for found in items for citation in said)


def with_every(likely: Sequence[Evidence], passages: Sequence[Passage], units: OnceRead) -> list[Evidence]:
    """`likely`, then all other units of the passages: what tells a list need not have the words of a question."""
    rest = [
        evidence_of(unit, passage.rank, passage.document, 0.0, 0)
        for passage, here in zip(passages, units.of(passages), strict=True)
        for unit in here
    ]
    return ahead(list(likely), rest)


def _in_best_document(means: Means, subject: Question, passages: Sequence[Passage]) -> Sequence[Passage]:
    """More passages of the document that most of the best ones are of: a section need not name what it is about."""
    best, _ = Counter(passage.document_id for passage in passages[:_TELLING]).most_common(1)[0]
    return means.retriever.retrieve(
        replace(subject, scope=replace(subject.scope, documents=frozenset({best})))
    )
