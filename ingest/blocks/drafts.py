"""Blocks in the making: runs of lines of a plain text, and what the readers of such runs are told."""

from dataclasses import dataclass

from ingest.blocks.marks import ItemMark
from ingest.blocks.textlines import Line
from rag.values.pages import Cell, Kind


@dataclass(frozen=True, slots=True)
class Draft:
    """The lines `first:last` as one block. `style` tells headings of one rank from those of another."""

    kind: Kind
    first: int
    last: int
    style: tuple[str, int] = ("", 0)
    depth: int = 0
    lead: str = ""
    table: int | None = None
    is_head: bool = False
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class BlockSource:
    """A plain text: its lines, the mark of each, the width that it is wrapped at.

    `tables` are the rows of drawn tables by the first line of each, `turns` the lines that begin a turn of a speaker,
    `fences` those that close what is fenced.
    """

    lines: list[Line]
    marks: list[ItemMark | None]
    width: int
    tables: dict[int, list[Draft]]
    turns: frozenset[int]
    fences: list[int]

    def parted(self, index: int) -> bool:
        """Whether the line at `index` stands apart from the one before it (also behind the end)."""
        return index >= len(self.lines) or self.lines[index].parted
