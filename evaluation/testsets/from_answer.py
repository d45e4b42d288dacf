"""From an answer to a case: what can be expected from now on, and what cannot."""

from evaluation.runs.rightness import judged
from rag.store.testsets import Case
from rag.values import Answer, Citation, Outcome, Task


def case_from(answer: Answer, disliked: bool = False) -> Case | None:
    """The case that an answer is right for, None where there is nothing to test (small talk).

    What a run judges is what is expected: the short answer if it is a sure one, else the first sentence, else (where no
    fact is asked for) all of it. Of a disliked answer, and of an unsure one, only the question is kept: nobody has
    said what is right. A silent one that nobody disliked is a question that the material does not answer.
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
    return Case(
        asked,
        (" ".join(said.split()),),
        place.document if place else "",
        place.page if place else None,
        answerable=True,
    )


def _first(answer: Answer) -> Citation | None:
    """The first place that a claim cites."""
    return next((citation for claim in answer.claims for citation in claim.citations), None)
