"""What introduces a block of a page: the line before a list, the caption of a table, the sentence before a formula."""

from collections.abc import Sequence
from itertools import pairwise

from rag.values import Block, Kind, Page

_LONGEST = 160  # characters of the end of a paragraph that introduce what follows
_INTRODUCED = frozenset({Kind.FORMULA, Kind.CODE})


def leads(page: Page) -> list[str]:
    """For each block of a page what introduces it, "" for nothing."""
    captions = _captions(page.blocks)
    found: list[str] = []
    before = ""
    for block in page.blocks:
        said = page.text[block.start : block.end]
        lead = block.lead
        if block.kind is Kind.ROW and block.table in captions:
            caption = captions[block.table]
            lead = " ".join([page.text[caption.start : caption.end], *([lead] if lead else [])])
        elif block.kind in _INTRODUCED:
            lead = lead or before
        found.append(lead)
        if block.kind is Kind.PARAGRAPH:
            before = said[-_LONGEST:].split(". ")[-1].strip()
    return found


def _captions(blocks: Sequence[Block]) -> dict[int | None, Block]:
    """The caption of each table: right before its first row, else right after its last one."""
    found: dict[int | None, Block] = {}
    for before, after in pairwise(blocks):
        if before.kind is Kind.CAPTION and after.kind is Kind.ROW:
            found[after.table] = before
        elif before.kind is Kind.ROW and after.kind is Kind.CAPTION:
            found.setdefault(before.table, after)
    return found
