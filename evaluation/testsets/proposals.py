"""Cases drafted from a collection's own sentences: the answer, the document and the page are known.

A draft is a proposal: a person accepts it, changes it or throws it away.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evaluation.testsets.drafts import draft
from rag.language.sentences import spans
from rag.store.library import Library
from rag.store.testsets import Case
from rag.values import Document, Page

_HEADING = 0.6  # of the longest line; a shorter line that a sentence seems to go on from is a heading


@dataclass(frozen=True, slots=True)
class Proposal:
    """A draft, with the sentence of the page that it was made from (characters `start` to `end`)."""

    case: Case
    sentence: str
    start: int
    end: int


def propose(
    library: Library, collection: str | None, limit: int = 20, known: Iterable[str] = ()
) -> list[Proposal]:
    """At most `limit` drafts from a collection (None: all), from the documents in turn, the second drafts of a
    sentence after all first ones; questions in `known` are left out. Pages are read until there are enough."""
    seen = {question.casefold() for question in known}
    streams = [_of_document(library, document) for document in library.documents(collection)]
    found: list[Proposal] = []
    for proposal in _firsts_first(streams):
        question = proposal.case.question.casefold()
        if question not in seen:
            seen.add(question)
            found.append(proposal)
        if len(found) == limit:
            break
    return found


def _firsts_first(streams: list[Iterator[tuple[int, Proposal]]]) -> Iterator[Proposal]:
    later: list[Proposal] = []
    while streams:
        for stream in list(streams):
            index, proposal = next(stream, (0, None))
            if proposal is None:
                streams.remove(stream)
            elif index:
                later.append(proposal)
            else:
                yield proposal
    yield from later


def _of_document(library: Library, document: Document) -> Iterator[tuple[int, Proposal]]:
    """(how many the sentence gave before, draft), page by page."""
    pages = library.pages(document.id)
    text = "\n".join(page.text for page in pages)
    for page in pages:
        yield from _of_page(document.name, page, text)


def _of_page(name: str, page: Page, text: str) -> Iterator[tuple[int, Proposal]]:
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
