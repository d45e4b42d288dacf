"""From an answer to a case: what can be expected from now on, and what cannot."""

from evaluation.metrics.points import LONGEST
from evaluation.metrics.words import count
from evaluation.runs.rightness import judged, plain_claim
from rag.store.testsets import Case
from rag.values import Answer, Citation, Outcome, Task

_AT_LENGTH = (Task.EXPLAIN, Task.COMPARE, Task.LIST, Task.SUMMARISE)


def case_from(answer: Answer, disliked: bool = False) -> Case | None:
    """The case that an answer is right for, None where there is nothing to test (small talk).

    What a run judges is what is expected: the short answer if it is a sure one, else the first sentence; of an answer
    of several sentences to a question for more than a fact, these as points; else all of it. Of a disliked answer, and
    of an unsure one, only the question is kept: nobody has said what is right. A silent one that nobody disliked is a
    question that the material does not answer.
    """
    if answer.task is Task.TALK:
        return None
    asked = answer.search_query or answer.question
    if disliked or answer.outcome is Outcome.UNSURE:
        return Case(asked)
    if answer.outcome is Outcome.SILENT:
        return Case(asked, answerable=False)
    sure = (
        answer.short if answer.short is not None and answer.short.sure and answer.task is Task.FACT else None
    )
    said = sure.text if sure else judged(answer)
    place = sure.citation if sure else _first(answer)
    points = _points(answer)
    whole = len(points) > 1
    return Case(
        asked,
        () if whole else (" ".join(said.split()),),
        place.document if place else "",
        place.page if place else None,
        answerable=True,
        points=points if whole else (),
        task=answer.task if whole else None,
    )


def _points(answer: Answer) -> tuple[str, ...]:
    """The sentences of an answer that say whence they are, where it is one of the tasks that take several."""
    if answer.task not in _AT_LENGTH:
        return ()
    cited = (plain_claim(claim) for claim in answer.claims if claim.citations)
    return tuple(dict.fromkeys(text for text in cited if count(text) <= LONGEST))


def _first(answer: Answer) -> Citation | None:
    """The first place that a claim cites."""
    return next((citation for claim in answer.claims for citation in claim.citations), None)
