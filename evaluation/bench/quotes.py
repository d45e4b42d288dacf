"""Whether quotes are word for word what the stored page says."""

from collections.abc import Iterable, Sequence

from evaluation.runs.summary import Block
from rag.errors import LecternError
from rag.store.library import Library
from rag.values import Answer, Citation


def exact_quotes(library: Library, citations: Iterable[Citation], answers: Sequence[Answer] = ()) -> Block:
    """How many quotes (of `citations`, and of the short answers and evidence of `answers`) there are and
    the share that equals the page's text between its offsets; `share` is None where there are none."""
    quotes = [
        *citations,
        *(answer.short.citation for answer in answers if answer.short),
        *(evidence.citation() for answer in answers for evidence in answer.evidence),
    ]
    pages: dict[tuple[int, int], str] = {}
    exact = sum(_is_exact(library, quote, pages) for quote in quotes)
    return {"quotes": len(quotes), "exact": exact, "share": exact / len(quotes) if quotes else None}


def _is_exact(library: Library, quote: Citation, pages: dict[tuple[int, int], str]) -> bool:
    place = (quote.document_id, quote.page)
    if place not in pages:
        try:
            pages[place] = library.page(*place).text
        except LecternError:
            pages[place] = ""  # a citation of a page that is not there is not exact
    return bool(quote.quote) and pages[place][quote.start : quote.end] == quote.quote
