"""What holds at a place of an RTF file: how letters and paragraphs are set, and where the text goes."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from ingest.readers.rtf.flow import RtfFlow

Sink = RtfFlow | list[str] | None
"""Where text goes: to the paragraphs of a part, to a list of pieces of text, or nowhere."""


@dataclass(slots=True)
class RtfState:
    """What a group inherits from the one around it; but `ends`, which is done at its end."""

    sink: Sink = None
    font: int = 0
    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    size: float = 12.0
    skip: int = 1
    style: int = 0
    outline: int | None = None
    in_table: bool = False
    nested: int | None = None
    depth: int = 0
    contents: bool = False
    outer: Sink = None
    ends: Callable[[], None] | None = None

    def inner(self) -> "RtfState":
        """What holds at the beginning of a group in this one."""
        return replace(self, ends=None)

    @property
    def level(self) -> int:
        """How many tables there are around this place."""
        if self.nested:
            return self.nested
        return int(self.in_table)

    def plain(self, font: int) -> None:
        """Set letters as they are set where nothing is said."""
        self.font, self.size = font, 12.0
        self.bold = self.hidden = self.deleted = False

    def reset(self) -> None:
        """Set paragraphs as they are set where nothing is said."""
        self.style, self.outline, self.depth = 0, None, 0
        self.in_table, self.nested = False, None
