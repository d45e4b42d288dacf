"""Cases drafted from a collection's own sentences: the answer, the document and the page are known.

A draft is a proposal: a person accepts it, changes it or throws it away.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evaluation.drafts import draft
from rag.sentences import spans
from rag.store.library import Library
from rag.store.testsets import Case
from rag.values import Page

_HEADING = 0.6  # of the longest line; a shorter line that a sentence seems to go on from is a heading


@dataclass(frozen=True, slots=True)
class Proposal:
    """A draft, with the sentence of the page that it was made from (characters `start` to `end`)."""

    case: Case
    sentence: str
    start: int
    end: int


def propose(library: Library, collection: str | None, limit: int = 20, known: Sequence[str] = ()) -> list[Proposal]:
    """At most `limit` drafts from a collection (None: all), taken from the documents in turn; questions in
    `known` are left out."""
    sources = [
        _second_last(_of_document(document.name, library.pages(document.id)))
        for document in library.documents(collection)
    ]
    seen = {question.casefold() for question in known}
    found: list[Proposal] = []
    for turn in range(max(map(len, sources), default=0)):
        for drafts in sources:
            if turn < len(drafts) and drafts[turn].case.question.casefold() not in seen:
                seen.add(drafts[turn].case.question.casefold())
                found.append(drafts[turn])
    return found[:limit]


def _second_last(drafts: Iterator[tuple[int, Proposal]]) -> list[Proposal]:
    """The first draft of every sentence, and after all of these the second ones."""
    return [proposal for _, proposal in sorted(drafts, key=lambda pair: pair[0])]


def _of_document(name: str, pages: Sequence[Page]) -> Iterator[tuple[int, Proposal]]:
    text = "\n".join(page.text for page in pages)
    for page in pages:
        for start, end in spans(page.text):
            start = _past_heading(page.text, start, end)
            for index, (question, answer) in enumerate(draft(page.text[start:end], text)):
                case = Case(question, (answer,), name, page.number, True, "drafted by rule")
                yield index, Proposal(case, page.text[start:end], start, end)


def _past_heading(text: str, start: int, end: int) -> int:
    """Where a sentence begins, when a heading without a full stop ran into it."""
    first, break_, _ = text[start:end].partition("\n")
    at_line_start = start == 0 or text[start - 1] == "\n"
    longest = max(map(len, text.split("\n")))
    if break_ and at_line_start and len(first) < _HEADING * longest:
        return start + len(first) + 1
    return start
