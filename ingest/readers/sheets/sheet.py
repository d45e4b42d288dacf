"""A sheet as a reader of any format finds it."""

from dataclasses import dataclass, field

from ingest.readers.sheets.grid import SheetGrid


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody noted at a cell."""

    address: str
    words: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn over the cells: a chart, a text box, a picture with a description. `title` may be "".

    `words` are its other words. `table` are rows of values, the heads first, of a chart whose values are on no sheet.
    """

    title: str = ""
    words: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()


@dataclass
class ShownSheet:
    """A sheet: its name, its cells, what is written about and over them. `margins` are its head and foot lines when it
    is printed. `hidden` says that people do not see it, or (`hidden_parts`) rows or columns of it."""

    name: str
    grid: SheetGrid = field(default_factory=SheetGrid)
    remarks: list[Remark] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)
    margins: list[str] = field(default_factory=list)
    hidden: bool = False
    hidden_parts: bool = False
    delimited: bool = False
