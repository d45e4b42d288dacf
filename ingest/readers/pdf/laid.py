"""A block of a page before its text is written: which words, in which order, line by line."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.pdf.words import PrintedWord
from rag.values import Kind

Line = Sequence[PrintedWord]
"""The words of one line, in the order in which they are read."""


@dataclass(frozen=True, slots=True)
class LaidCell:
    """A cell of a row under the column head `head`; no lines where it is empty."""

    head: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """Lines that are one thing. For a row the `cells` have the words, left to right, and `lines` is empty.

    The other fields are those of `rag.values.Block`.
    """

    kind: Kind
    lines: tuple[Line, ...] = ()
    headings: tuple[str, ...] = ()
    level: int = 0
    depth: int = 0
    lead: str = ""
    table: int | None = None
    is_head: bool = False
    cells: tuple[LaidCell, ...] = ()
    goes_on: bool = False
    hangs: bool = False
