"""The answer where documents disagree: both sentences, with names and dates of the documents, none preferred."""

import time
from dataclasses import replace

from rag.evidence.disagreement import Disagreement
from rag.language.layout import plain_line
from rag.question.question import Question
from rag.store.library import Library
from rag.values import Answer, AnswerPart, Evidence, Outcome, Shape
from rag.writing.composition import quoted
from rag.writing.parts import line
from rag.writing.requested_quantity import RequestedQuantity, Role, numbers

DISAGREE = "The documents disagree:"


def conflicting(question: Question, base: Answer, found: Disagreement, library: Library) -> Answer | None:
    """Both of what the documents say; nothing short, because which one is right is not known. None where they are of
    two collections, for two courses may well have two exams, or where they agree about the number that is asked for."""
    both = (found.one, found.other)
    wanted = [_wanted(question, evidence.text) for evidence in both]
    if wanted[0] and wanted[0] == wanted[1]:
        return None
    if len({library.document(evidence.document_id).collection for evidence in both}) > 1:
        return None
    lines = [
        f"{_named(evidence, library)}: {plain_line(evidence.text)} [{number}]"
        for number, evidence in enumerate(both, 1)
    ]
    notice = f"The documents disagree: {' and '.join(_named(evidence, library) for evidence in both)}."
    text = "\n".join([DISAGREE, *lines])
    parts = [
        AnswerPart(Shape.ITEM, (index,), _named(evidence, library)) for index, evidence in enumerate(both)
    ]
    return replace(
        base,
        outcome=Outcome.ANSWERED,
        text=text,
        claims=tuple(map(quoted, both)),
        parts=(line(DISAGREE), *parts),
        short=None,
        notice=notice,
    )


def _wanted(question: Question, text: str) -> set[str]:
    """The numbers of `text` that the question wants, as they are written."""
    known = numbers(RequestedQuantity.of(question), text)
    return {text[n.start : n.end].casefold() for n in known if n.role is Role.WANTED}


def _named(evidence: Evidence, library: Library) -> str:
    """The document with the day on which it was added: two versions often have names alike."""
    day = time.strftime("%d %B %Y", time.localtime(library.document(evidence.document_id).added)).lstrip("0")
    return f"{evidence.document} (added {day})"
