"""What introduces a block of a page: the line before a list, the caption of a table, the sentence before a formula, the
line with a colon before a paragraph, and what a note below a table is about."""

import re
from collections.abc import Sequence
from itertools import pairwise

from rag.values import Block, Kind, Page

_LONGEST = 160  # characters of the end of a paragraph that introduce what follows
_INTRODUCED = frozenset({Kind.FORMULA, Kind.CODE})
_NOTES = frozenset({Kind.NOTE, Kind.PARAGRAPH, Kind.ITEM})
_MARK = re.compile(r"(\((?:[a-z]|\d{1,2})\)|[*\u2020\u2021\u00a7]+)\s*(?=\S)")
"""What a note below a table begins with: (a), (1), *."""


def leads(page: Page) -> list[str]:
    """For each block of a page what introduces it, "" for nothing."""
    captions = _captions(page.blocks)
    found: list[str] = []
    before = opening = ""
    for block in page.blocks:
        said = page.text[block.start : block.end]
        lead = block.lead
        if block.kind is Kind.ROW and block.table in captions:
            caption = captions[block.table]
            lead = " ".join([page.text[caption.start : caption.end], *([lead] if lead else [])])
        elif block.kind in _INTRODUCED:
            lead = lead or before
        elif block.kind in _NOTES:
            lead = lead or _marked(page, block) or opening
        found.append(lead)
        last = said[-_LONGEST:].split(". ")[-1].strip()
        opening = last if block.kind in _NOTES and last.endswith(":") else ""
        if block.kind is Kind.PARAGRAPH:
            before = last
    return found


def _marked(page: Page, note: Block) -> str:
    """The cells of the tables above that have the mark of a note, without it, each once; "" where there are none."""
    mark = _MARK.match(page.text, note.start, note.end)
    if mark is None:
        return ""
    rows = [block for block in page.blocks if block.kind is Kind.ROW and block.end <= note.start]
    cells = [page.text[cell.start : cell.end].strip() for block in rows for cell in block.cells]
    named = [cell.removesuffix(mark[1]).rstrip() for cell in cells if cell.endswith(mark[1])]
    return "; ".join(dict.fromkeys(cell for cell in named if any(map(str.isalpha, cell))))[-_LONGEST:]


def _captions(blocks: Sequence[Block]) -> dict[int | None, Block]:
    """The caption of each table: right before its first row, else right after its last one."""
    found: dict[int | None, Block] = {}
    for before, after in pairwise(blocks):
        if before.kind is Kind.CAPTION and after.kind is Kind.ROW:
            found[after.table] = before
        elif before.kind is Kind.ROW and after.kind is Kind.CAPTION:
            found.setdefault(before.table, after)
    return found
