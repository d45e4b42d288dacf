"""The first stage: what is found for a question, and what the material sets out for itself."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from rag.answering.asked import QuestionAsked
from rag.answering.judging import CHOSEN_AMONG, Likely, judged
from rag.answering.means import Means
from rag.answering.stepwise import by_subject, with_every
from rag.events import Delta, EvidenceFound
from rag.evidence.kept import ahead, without_siblings
from rag.evidence.lists.asking import subject_of
from rag.evidence.once import OnceRead
from rag.evidence.ranking import select
from rag.evidence.sections.alike import near_sections
from rag.evidence.tables.near import near_rows
from rag.question.about import About
from rag.question.understanding import parts_understood
from rag.retrieval.respelling import respelled
from rag.values import Answer, Evidence, Outcome, Passage, Task, Turn
from rag.writing.explaining.explanation import WORDS
from rag.writing.explaining.telling import telling
from rag.writing.plans.comparison import tabulated
from rag.writing.plans.joining import joined
from rag.writing.plans.nearness import with_near_rows, with_other_kind
from rag.writing.plans.sectioned import with_near_sections
from rag.writing.structured import Structured
from rag.writing.withheld import silent

NO_PAGE = "No document has a page {}, so all of the material was searched."
NO_PAGE_OF = "I found no page {} of “{}”, so all of the material was searched."
_LISTED = frozenset({Task.LIST, Task.EXPLAIN})
"""In which a question can be one for steps: "List the steps of ...", "How do I ... step by step?"."""
_EXPLAINED = frozenset({Task.EXPLAIN, Task.COMPARE, Task.SUMMARISE})


def understood(
    means: Means, asked: QuestionAsked, history: Sequence[Turn]
) -> Iterator[EvidenceFound | Delta | Answer]:
    """The answer to one question, or to each of the two that it is made of, where one of them is answered."""
    question = asked.question
    if question.places:
        yield from _places(means, asked, history)
        return
    if question.within is not None:
        yield from _within(means, asked, question.within, history)
        return
    direct = asked.during(lambda: means.direct.answer(question))
    if direct is not None:
        yield direct
        return
    if question.parts:
        answers: list[Answer] = []
        for part in asked.during(lambda: parts_understood(question, history)):
            for event in understood(means, replace(asked, question=part), ()):
                if isinstance(event, Answer):
                    answers.append(event)
                elif isinstance(event, EvidenceFound):
                    yield event
        if any(answer.outcome is Outcome.ANSWERED for answer in answers):
            yield joined(question, question.parts, answers)
            return
    yield from _searched(means, asked)


def _places(
    means: Means, asked: QuestionAsked, history: Sequence[Turn]
) -> Iterator[EvidenceFound | Delta | Answer]:
    """The places that the answer rests on: it is found anew, since of the one before only the words are known."""
    question = asked.question
    for event in understood(means, replace(asked, question=replace(question, places=False)), history):
        if isinstance(event, EvidenceFound):
            yield event
        elif isinstance(event, Answer):
            yield asked.during(partial(means.direct.places, question, event))


def _within(
    means: Means, asked: QuestionAsked, within: About, history: Sequence[Turn]
) -> Iterator[EvidenceFound | Delta | Answer]:
    """The answer from the page that is asked of; from all of the material, with a notice, where there is none."""
    question = asked.question
    narrowed = asked.during(lambda: means.direct.narrowed(question, within))
    notice = ""
    if narrowed is None:
        lacking = NO_PAGE_OF if within.document else NO_PAGE
        notice = lacking.format(within.number, within.document)
    for event in understood(
        means, replace(asked, question=narrowed or replace(question, within=None)), history
    ):
        if isinstance(event, Answer) and notice:
            yield replace(event, notice=f"{notice} {event.notice}".strip())
        else:
            yield event


def _searched(means: Means, asked: QuestionAsked) -> Iterator[EvidenceFound | Delta | Answer]:
    """The answer from what is found: from a table, field or list at once, else from what is judged."""
    means.library.check_embedder(means.fingerprint)
    asked, passages = _retrieved(means, asked)
    question, clock = asked.question, asked.clock
    clock.lap("retrieve")
    base = Answer(question.text, question.search.text, Outcome.SILENT, "", task=question.task)
    base = replace(base, passages=tuple(passages))
    if not passages:
        yield silent(base, means.library, question.search.language, question.scope.collection)
        return
    limit = means.settings.answering.evidence
    units = OnceRead(means.library.units, question)
    set_out = asked.during(lambda: means.structured.find(question, passages, units))
    selected = asked.during(lambda: select(question, passages, units, means.encoder, CHOSEN_AMONG))
    likely = tuple(selected if set_out is None else ahead(set_out.evidence, selected))
    clock.lap("evidence")
    base = replace(base, evidence=likely[:limit])
    yield EvidenceFound(base.search_query, base.passages, base.evidence)
    explains = set_out is not None and question.task in _EXPLAINED and not set_out.is_table
    if set_out is not None and explains:
        likely = tuple(without_siblings(likely, len(set_out.evidence), question))
    every = with_every(likely, passages, units) if question.task is Task.LIST else likely
    at_once = _set_out(means, asked, base, None if explains else set_out, every)
    at_once = at_once or _from_rows(means, asked, base, passages, units)
    if at_once is not None:
        yield at_once
        return
    subject = subject_of(question) if question.task in _LISTED and not question.sides else None
    told = by_subject(means, asked, base, subject) if subject is not None else iter(())
    first = next(told, None)
    if first is not None:
        yield first
        yield from told
        return
    if question.task in WORDS and question.task is not Task.LIST:
        likely = tuple(telling(question, likely, units.by_place()))
    yield from judged(means, asked, base, Likely(likely, units, explains))


def _retrieved(means: Means, asked: QuestionAsked) -> tuple[QuestionAsked, Sequence[Passage]]:
    """What is found; for a question with words that nobody knows, as those of what is found are spelled."""
    passages = asked.during(lambda: means.retriever.retrieve(asked.question))
    read = [f"{passage.header} {passage.text}" for passage in passages]
    mended = respelled(asked.question, read, lambda word: means.tokens(word) == 1)
    if mended is None:
        return asked, passages
    return replace(asked, question=mended), asked.during(lambda: means.retriever.retrieve(mended))


def _set_out(
    means: Means, asked: QuestionAsked, base: Answer, found: Structured | None, likely: Sequence[Evidence]
) -> Answer | None:
    """The cell, field or list that answers for sure; None where none does. A field is no list where there is one, and a
    cell of something else than what is asked for is said to be one."""
    other = None if found is None else found.other_cell(asked.question)
    if found is not None and other is not None:
        return with_other_kind(base, other, found.evidence, asked.question.search.language)
    if found is not None and (found.is_table or asked.question.task is not Task.LIST):
        return found.answer(base)
    listed = means.structured.list_of(base, asked.question, likely, sure=True)
    return listed if listed is not None or found is None else found.answer(base)


def _from_rows(
    means: Means, asked: QuestionAsked, base: Answer, passages: Sequence[Passage], units: OnceRead
) -> Answer | None:
    """The rows of all sides that are compared, or the rows or sections of other things than the one that is asked for;
    None for neither."""
    question = asked.question
    table = asked.during(lambda: tabulated(question, base, means.gatherer)) if question.sides else None
    if table is not None:
        return table
    asks_cell = question.task is Task.FACT
    near = asked.during(lambda: near_rows(question, passages, units)) if asks_cell else None
    if near is not None:
        return with_near_rows(base, near, question.search.language)
    listed = asks_cell or question.task is Task.LIST
    sections = asked.during(lambda: near_sections(question, passages, units)) if listed else None
    return None if sections is None else with_near_sections(base, sections, question.search.language)
