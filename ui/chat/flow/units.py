"""A unit of the material as it looks: a row as a small table, code as code, anything else as text."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rag.values import Cell, Evidence, Kind
from ui.chat.flow.blocks import BlockLook, FlowBlock, FlowRow, FlowSentence
from ui.chat.sentences import readable
from ui.chat.sources import apart, called


def unit_block(found: Evidence, numbers: Sequence[int]) -> FlowBlock:
    """One unit of evidence with the `numbers` of its sources."""
    cited = tuple(numbers)
    if found.cells:
        return _row(found, cited)
    if found.kind is Kind.CODE:
        return FlowBlock(BlockLook.CODE, (FlowSentence(found.whole, cited),), quoted=True)
    look = BlockLook.FORMULA if found.kind is Kind.FORMULA else BlockLook.PARAGRAPH
    said = called(readable(found.whole), apart(found))
    return FlowBlock(look, (FlowSentence(said, cited),), quoted=True)


def _row(found: Evidence, cited: tuple[int, ...]) -> FlowBlock:
    """A row under its heads; the cells whose words are marked stand out."""
    heads: FlowRow = tuple(FlowSentence(" ".join(cell.head.split())) for cell in found.cells)
    words = tuple(replace(_cell(found, cell), numbers=cited) for cell in found.cells)
    return FlowBlock(BlockLook.TABLE, rows=(heads, cited_once(words)), quoted=True)


def _cell(found: Evidence, cell: Cell) -> FlowSentence:
    start, end = cell.start - found.start, cell.end - found.start
    words = " ".join(found.text[start:end].split())
    marked = bool(words) and any(first <= start and end <= last for first, last in found.marks)
    return FlowSentence(words, marked=marked)


def cited_once(row: FlowRow) -> FlowRow:
    """A row all of whose words have the same sources with their numbers behind the last of them alone."""
    told = [index for index, cell in enumerate(row) if cell.text]
    if len({row[index].numbers for index in told}) != 1:
        return row
    return tuple(cell if index == told[-1] else replace(cell, numbers=()) for index, cell in enumerate(row))


def joined(blocks: Iterable[FlowBlock]) -> list[FlowBlock]:
    """The blocks, with rows that follow each other under the same heads in one table, of whose columns those without
    words are left out."""
    found: list[FlowBlock] = []
    for block in blocks:
        last = found[-1] if found else None
        alike = (
            last is not None and block.look is BlockLook.TABLE is last.look and block.rows[0] == last.rows[0]
        )
        if last is not None and alike:
            found[-1] = replace(last, rows=last.rows + block.rows[1:])
        else:
            found.append(block)
    return [_narrowed(block) for block in found]


def _narrowed(block: FlowBlock) -> FlowBlock:
    width = max((len(row) for row in block.rows), default=0)
    told = [
        index
        for index in range(width)
        if any(index < len(row) and (row[index].text or row[index].numbers) for row in block.rows[1:])
    ]
    if not told:
        return block
    return replace(
        block, rows=tuple(tuple(row[index] for index in told if index < len(row)) for row in block.rows)
    )
