"""The answer where documents disagree: both sentences, with names and dates of the documents, none preferred."""

import time
from dataclasses import replace

from rag.evidence.disagreement import Disagreement
from rag.language.layout import plain_line
from rag.store.library import Library
from rag.values import Answer, Evidence, Outcome
from rag.writing.composition import quoted

DISAGREE = "The documents disagree:"


def conflicting(base: Answer, found: Disagreement, library: Library) -> Answer | None:
    """Both of what the documents say; nothing short, because which one is right is not known. None where they are of
    two collections: two courses may well have two exams."""
    both = (found.one, found.other)
    if len({library.document(evidence.document_id).collection for evidence in both}) > 1:
        return None
    lines = [
        f"{_named(evidence, library)}: {plain_line(evidence.text)} [{number}]"
        for number, evidence in enumerate(both, 1)
    ]
    notice = f"The documents disagree: {' and '.join(_named(evidence, library) for evidence in both)}."
    text = "\n".join([DISAGREE, *lines])
    return replace(
        base, outcome=Outcome.ANSWERED, text=text, claims=tuple(map(quoted, both)), short=None, notice=notice
    )


def _named(evidence: Evidence, library: Library) -> str:
    """The document with the day on which it was added: two versions often have names alike."""
    day = time.strftime("%d %B %Y", time.localtime(library.document(evidence.document_id).added)).lstrip("0")
    return f"{evidence.document} (added {day})"
