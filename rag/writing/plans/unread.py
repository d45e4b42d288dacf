"""What is said of pages that could not be read, wholly or in part, where it matters for an answer."""

from collections.abc import Sequence
from dataclasses import replace

from rag.store.library import Library
from rag.values import Answer, Outcome
from rag.values.places import PageName, noun, said

LACKING = "words that could not be read, so something may be missing here."

_SEARCHED = 3  # passages whose documents seem to matter
_PAGES_NAMED = 4


def unread_beside(answer: Answer, library: Library) -> str:
    """Which pages of the documents that came first could not be read; "" for none. For where no answer is given."""
    pages = library.unread_pages([passage.document_id for passage in answer.passages[:_SEARCHED]])
    first = next(iter(pages.values()), [])
    if not first:
        return ""
    have = "has" if len(first) == 1 else "have"
    where = f"{_named(first)} of {first[0].document}"
    return f"{where} {have} words that could not be read; what you look for may be among them."


def with_unread(answer: Answer, library: Library) -> Answer:
    """An answer with a notice where pages that it rests on have words that could not be read."""
    if answer.outcome is not Outcome.ANSWERED:
        return answer
    cited = {(c.document_id, c.page) for claim in answer.claims for c in claim.citations}
    cited |= {(passage.document_id, passage.page) for passage in answer.passages[:1]}
    unread = library.unread_pages(sorted({document_id for document_id, _ in cited}))
    told = [answer.notice] if answer.notice else []
    for document_id, pages in unread.items():
        here = [page for page in pages if (document_id, page.page) in cited]
        if here:
            have = "has" if len(here) == 1 else "have"
            told.append(f"{_named(here)} of {here[0].document} {have} {LACKING}")
    return replace(answer, notice=" ".join(told))


def _named(pages: Sequence[PageName]) -> str:
    """ "Page iv", "Pages 3, 5": what pages of one document are called."""
    kind = noun(pages[0].method, pages[0].document)
    shown = [said(page) for page in pages[:_PAGES_NAMED]]
    counted = all(name.startswith(f"{kind} ") for name in shown)
    if counted and len(shown) > 1:
        text = f"{kind}s " + ", ".join(name.removeprefix(f"{kind} ") for name in shown)
    else:
        text = ", ".join(shown)
    more = " …" if len(pages) > _PAGES_NAMED else ""
    return f"{text[0].upper()}{text[1:]}{more}"
