"""The rows of a table with a caption: those that stand right above it or below it."""

import re
from collections.abc import Iterator, Sequence

from rag.catalogue.headings import Reading
from rag.catalogue.places import place
from rag.store.documents.units import StoredUnit
from rag.values import Block, Citation, Document, Kind, Page

_PROSE_ENDS = (".", "!", "?", ":", ";")
_LONGEST = 120  # characters of a row
_LINE = re.compile(r"[^\n]*\w[^\n]*")
_BESIDE = frozenset({Kind.FURNITURE, Kind.NOTE, Kind.COMMENT})
"""What may stand between a table and its caption."""
_Lines = list[tuple[int, int]]
"""The (start, end) of lines that follow one another without a blank line."""


def kept_rows(reading: Reading, caption: Citation) -> list[StoredUnit]:
    """The rows of the table right after `caption` or right before it, on all its pages; [] where there is none.

    Between two tables the caption belongs to the one on the side where the document's other captions have theirs.
    """
    flow = [
        block for page in _near(reading, caption.page) for block in page.blocks if block.kind not in _BESIDE
    ]
    page = reading.page(caption.page)
    own = next((b for b in page.blocks if b.start <= caption.start < b.end and b.kind not in _BESIDE), None)
    index = next((i for i, block in enumerate(flow) if block is own), None)
    if index is None:
        return []
    before, after = _sides(flow, index)
    number = after if before is None else before
    if before is not None and after is not None and not _captions_below(reading):
        number = after
    return [] if number is None else reading.library.units.of_table(reading.document.id, number)


def _near(reading: Reading, number: int) -> list[Page]:
    return [page for page in reading.pages if abs(page.number - number) <= 1]


def _sides(flow: Sequence[Block], index: int) -> tuple[int | None, int | None]:
    """The numbers of the tables right before and right after the block at `index`."""
    before = flow[index - 1].table if index else None
    after = flow[index + 1].table if index + 1 < len(flow) else None
    return before, after


def _captions_below(reading: Reading) -> bool:
    """Whether more captions of a document stand right below a table alone than right above one alone."""
    flow = [block for page in reading.pages for block in page.blocks if block.kind not in _BESIDE]
    sides = [_sides(flow, index) for index, block in enumerate(flow) if block.kind is Kind.CAPTION]
    below = sum(before is not None and after is None for before, after in sides)
    return below > sum(after is not None and before is None for before, after in sides)


def rows(document: Document, page: Page, caption: Citation) -> list[Citation]:
    """The lines of the table that `caption` belongs to, the head first; [] where none look like rows. For a document
    that was read before blocks were kept."""
    end = page.text.find("\n\n", caption.start)
    end = len(page.text) if end < 0 else end
    lines = list(_blocks(page.text))
    above = [
        [line for line in block if line[1] <= caption.start]
        for block in lines
        if block[0][1] <= caption.start
    ]
    below = [block for block in lines if block[0][0] >= end]
    found = _table(above[-2:-1], above[-1:], page.text)
    if not found:
        alone = len(below) < 2 or len(below[0]) > 1
        found = _table([] if alone else below[:1], below[:1] if alone else below[1:2], page.text)
    return [place(document, page, *line) for line in found]


def _table(head: list[_Lines], body: list[_Lines], text: str) -> _Lines:
    """The lines of the body with those of the head, if it is one line; [] where the body is no rows."""
    if not body or not all(_is_row(text, line) for line in body[0]):
        return []
    headed = bool(head) and len(head[0]) == 1 and _is_row(text, head[0][0])
    return [*(head[0] if headed else []), *body[0]]


def _blocks(text: str) -> Iterator[_Lines]:
    block: _Lines = []
    for match in _LINE.finditer(text):
        if block and "\n\n" in text[block[-1][1] : match.start()]:
            yield block
            block = []
        block.append(match.span())
    if block:
        yield block


def _is_row(text: str, line: tuple[int, int]) -> bool:
    words = text[slice(*line)].strip()
    return len(words) <= _LONGEST and not words.endswith(_PROSE_ENDS)
