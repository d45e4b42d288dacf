"""Blocks of words written as the text of a page, where each character knows which drawn one it is."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ingest.readers.pdf.laid import Laid, Line
from ingest.readers.pdf.layout.strips import text_of
from ingest.readers.pdf.lines import Sheet, write_code, write_formula, write_lines
from ingest.readers.pdf.words import PageContent
from rag.values import Block, Cell, Kind, Page

_TOGETHER = frozenset((Kind.ROW, Kind.ITEM))
"""What has a line end after it where more of it follows: the rows of a table, the items of a list."""


def written(
    number: int, laid: Sequence[Laid], content: PageContent, words: Counter[str], heading: str
) -> Page:
    """Page `number` with its blocks. `words` is the vocabulary of the document, in lower case."""
    sheet = Sheet(words)
    blocks: list[Block] = []
    for before, one in pairwise([None, *laid]):
        if one is None:
            continue
        if before is not None and sheet.length:
            sheet.add("\n" if _stand_together(before, one) else "\n\n")
        blocks.append(_block(sheet, one))
    return Page(
        number,
        sheet.text,
        content.method,
        heading,
        content.problems,
        content.label,
        tuple(block for block in blocks if block.end > block.start),
        sheet.glyphs(),
    )


def _stand_together(before: Laid, one: Laid) -> bool:
    return before.kind == one.kind and one.kind in _TOGETHER and before.table == one.table


def _block(sheet: Sheet, one: Laid) -> Block:
    start = sheet.length
    cells: list[Cell] = []
    for index, cell in enumerate(one.cells):
        if index:
            sheet.add("\t")
        begun = sheet.length
        write_lines(sheet, cell.lines)
        cells.append(Cell(cell.head, begun, sheet.length))
    if one.kind is Kind.CODE:
        write_code(sheet, one.lines)
    elif one.kind is Kind.FORMULA:
        write_formula(sheet, one.lines)
    else:
        write_lines(sheet, one.lines)
    return Block(
        one.kind,
        start,
        sheet.length,
        one.headings,
        one.level,
        one.depth,
        one.lead,
        one.table,
        one.is_head,
        tuple(cells),
        one.goes_on,
        one.hangs,
    )


def plain(lines: Iterable[Line]) -> str:
    """The words of lines, one line a line: what vocabularies and headings are made of."""
    return "\n".join([text_of(line) for line in lines])
