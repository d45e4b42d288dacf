"""Places on pages that the catalogue points at: exact words with where they stand."""

import re
from collections.abc import Iterable, Iterator, Sequence

from rag.language.layout import plain_line
from rag.language.sentences import spans
from rag.values import Citation, Document, Page
from rag.values.places import on

_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_SHORT = 14  # characters: of a label, not of a sentence
LONGEST = 400
"""Characters of a quote."""


def place(document: Document, page: Page, start: int, end: int) -> Citation:
    """The words at `start:end` of a page, without blanks around them."""
    words = page.text[start:end]
    start += len(words) - len(words.lstrip())
    quote = words.strip()[:LONGEST].rstrip()
    end = start + len(quote)
    return Citation(
        document.id,
        document.name,
        page.number,
        start,
        end,
        quote,
        1.0,
        label=page.label,
        method=page.method,
        at=on(page, [(start, end)]),
    )


def opening(document: Document, pages: Sequence[Page]) -> Citation | None:
    """The first line of a document that has words; None if no page has any."""
    for page in pages:
        for match in re.finditer(r"[^\n]*\w[^\n]*", page.text):
            return place(document, page, *match.span())
    return None


def found(document: Document, page: Page, words: str, before: int | None = None) -> Citation | None:
    """The last place of `words` (blanks may differ) on the page that begins at or before `before`; None if nowhere."""
    flexible = re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)
    matches = list(flexible.finditer(page.text)) if words.strip() else []
    near = [match for match in matches if before is None or match.start() <= before] or matches
    return place(document, page, *near[-1].span()) if near else None


def gist(document: Document, page: Page, start: int, end: int) -> Iterator[Citation]:
    """The first sentence of each paragraph in `start:end` of a page that was read before blocks were kept, in order; of
    one paragraph all sentences.

    A line that leads a list in ("You need:") comes with its list, and a label ("Figure 2.1.") with its caption.
    """
    paragraphs = list(_paragraphs(page.text, start, end))
    for first, last in paragraphs:
        sentences = [(first + a, first + b) for a, b in spans(page.text[first:last])]
        for a, b in sentences if len(paragraphs) == 1 else sentences[:1]:
            whole = page.text[a:b].rstrip().endswith(":") or b - a < _SHORT
            yield place(document, page, a, last if whole else b)
            if whole:
                break


def in_line(cited: Citation) -> str:
    """The words of a place on one line, without the mark of a heading or of a list before them."""
    return plain_line(cited.quote)


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    for gap in _BLANK_LINE.finditer(text, start, end):
        if text[position : gap.start()].strip():
            yield position, gap.start()
        position = gap.end()
    if text[position:end].strip():
        yield position, end


def distinct(places: Iterable[Citation]) -> list[Citation]:
    """Without those that stand where another stands, in their order."""
    kept: dict[tuple[int, int, int], Citation] = {}
    for cited in places:
        kept.setdefault((cited.document_id, cited.page, cited.start), cited)
    return list(kept.values())
