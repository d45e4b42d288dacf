"""Blocks of a page as XHTML, with marks: only text of the page, escaped, in elements of ours."""

import re
from collections.abc import Sequence
from html import escape

from rag.pages.reading.parts import Mark, Marking, segments, tables
from rag.values import Block, Cell, Kind

BULLET = "•"
_MARKS = {Mark.QUOTE: '<mark class="q">', Mark.WORDS: '<mark class="w">'}
# What XML does not allow, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COUNTED = re.compile(r"\W?(?:\d{1,3}|[a-zA-Z]|[ivxlcIVXLC]{1,6})(?:\.\d+)*[.)]|\d+(?:\.\d+)+\s|[•▪◦–—*]")
_CLASSES = {
    Kind.HEADING: "h",
    Kind.CAPTION: "c",
    Kind.NOTE: "n",
    Kind.COMMENT: "n",
    Kind.FURNITURE: "f",
    Kind.CODE: "k",
}


def is_counted(text: str) -> bool:
    """Whether an item of a list begins with a number or a mark of its own."""
    return bool(_COUNTED.match(text))


def marked(text: str, start: int, end: int, marking: Marking) -> str:
    """The characters `start:end` of a page's text, those that are marked in `mark` elements."""
    made = ""
    for words, mark in segments(text, start, end, marking):
        plain = escape(_FORBIDDEN.sub(" ", words), quote=False)
        made += f"{_MARKS[mark]}{plain}</mark>" if mark is not Mark.NONE and plain.strip() else plain
    return made


def blocks(text: str, shown: Sequence[Block], marking: Marking) -> str:
    """Blocks one below the other, rows as tables."""
    return "".join(
        _table(text, group, marking) if group[0].kind is Kind.ROW else _block(text, group[0], marking)
        for group in tables(shown)
    )


def _block(text: str, block: Block, marking: Marking) -> str:
    words = marked(text, block.start, block.end, marking)
    if block.kind is not Kind.ITEM:
        return f'<p dir="auto" class="{_CLASSES.get(block.kind, "p")}">{words}</p>'
    indent = f"margin-left:{1.1 + 1.2 * block.depth:.1f}em"
    own = is_counted(text[block.start : block.end])
    bullet = "" if own else f"<i>{BULLET}</i>"
    return f'<p dir="auto" class="i" style="{indent}">{bullet}{words}</p>'


def _table(text: str, rows: Sequence[Block], marking: Marking) -> str:
    return f"<table>{''.join(_row(text, row, marking) for row in rows)}</table>"


def _row(text: str, row: Block, marking: Marking) -> str:
    cell = "th" if row.is_head else "td"
    cells = row.cells or (Cell("", row.start, row.end),)
    return (
        "<tr>" + "".join(f"<{cell}>{marked(text, c.start, c.end, marking)}</{cell}>" for c in cells) + "</tr>"
    )
