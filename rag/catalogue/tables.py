"""The rows of a table with a caption, as lines of the page: above the caption or below it."""

import re
from collections.abc import Iterator

from rag.catalogue.places import place
from rag.values import Citation, Document, Page

_PROSE_ENDS = (".", "!", "?", ":", ";")
_LONGEST = 120  # characters of a row
_LINE = re.compile(r"[^\n]*\w[^\n]*")
_Block = list[tuple[int, int]]
"""The (start, end) of lines that follow one another without a blank line."""


def rows(document: Document, page: Page, caption: Citation) -> list[Citation]:
    """The lines of the table that `caption` belongs to, the head first; [] where none look like rows."""
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


def _table(head: list[_Block], body: list[_Block], text: str) -> _Block:
    """The lines of the body with those of the head, if it is one line; [] where the body is no rows."""
    if not body or not all(_is_row(text, line) for line in body[0]):
        return []
    headed = bool(head) and len(head[0]) == 1 and _is_row(text, head[0][0])
    return [*(head[0] if headed else []), *body[0]]


def _blocks(text: str) -> Iterator[_Block]:
    block: _Block = []
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
