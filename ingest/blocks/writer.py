"""The page in the making: its text, and the blocks on it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.blocks.outline import Outline
from rag.language.layout import names_references
from rag.values.pages import Block, Cell, Kind, Spot

_NOTED = (Kind.PARAGRAPH, Kind.ITEM, Kind.DEFINITION, Kind.FIELD)


@dataclass(slots=True)
class PageWriter:
    """Writes block after block. Blocks of one `group` (a list, a table) are parted by a line end, others by a blank
    line. `speakers` are those who speak in turns in the text. The next page of a document goes on with the same
    `outline`, and with the number of `tables` before it. While `hanging`, what is written belongs to the item before.
    """

    speakers: frozenset[str] = frozenset()
    blocks: list[Block] = field(default_factory=list)
    outline: Outline = field(default_factory=Outline)
    tables: int = 0
    hanging: bool = False
    spots: list[Spot] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _group: str = ""
    _level: int = 0

    @property
    def length(self) -> int:
        """How many characters are written so far."""
        return self._length

    @property
    def text(self) -> str:
        """What is written so far."""
        return "".join(self._parts)

    def heading(self, text: str, level: int = 0) -> None:
        """A heading; without a level it is one below the last that had one."""
        if not text.strip():
            return
        own = level or self._level + 1
        self._level = level or self._level
        start = self._begin(text, "")
        self.blocks.append(Block(Kind.HEADING, start, self._length, self.outline.above(own), own))
        self.outline.enter(own, " ".join(text.split()))

    def place(
        self, start: int, left: float, top: float, right: float, bottom: float, sure: float = 1.0
    ) -> None:
        """Say that what was written since the text had `start` characters stands in this rectangle, see `Spot`."""
        if start < self._length:
            self.spots.append(Spot(start, self._length, left, top, right, bottom, sure))

    def leave(self) -> None:
        """End what is under headings that had no level."""
        self.outline.leave(self._level + 1)

    def add(self, kind: Kind, text: str, group: str = "", depth: int = 0, lead: str = "") -> None:
        """A block of any kind but a heading or a row; nothing where there are no words."""
        text = text.strip() if kind is not Kind.CODE else text.strip("\n").rstrip()
        if not text.strip():
            return
        path = self.outline.path
        if path and kind in _NOTED and names_references(path[-1]):
            kind = Kind.NOTE
        start = self._begin(text, group)
        start += len(text) - len(text.lstrip())
        hangs = self.hanging and kind is not Kind.ITEM
        self.blocks.append(Block(kind, start, self._length, path, depth=depth, lead=lead, hangs=hangs))

    def table(
        self,
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        addresses: Sequence[Sequence[str]] = (),
        goes_on: bool = False,
        head_rows: Sequence[Sequence[str]] | None = None,
        leads: Sequence[str] = (),
    ) -> None:
        """The rows of a table, cells parted by tabs, under the row of its heads ("" where a column has none).

        A row without words is left out. `head_rows` are the rows of heads as they stand, where that is not `head`
        alone: columns with heads over heads, or none. `addresses` are those of the cells, the rows of heads first.
        What `goes_on` is more of the table before it, on this page or the one before: its heads are known and not
        written again. `leads` are what introduces each of the rows inside of the table, "" for nothing.
        """
        self.tables -= goes_on
        group, written = f"table {self.tables}", False
        lines = [(cells, True) for cells in ([head] if head_rows is None else head_rows)]
        lines += [(row, False) for row in rows]
        before = len(lines) - len(rows)
        for number, (cells, is_head) in enumerate(lines):
            if any(cells) and not (is_head and goes_on):
                lead = leads[number - before] if leads and not is_head else ""
                self._row(cells, head, is_head, group, addresses[number] if addresses else (), lead)
                written = True
        self.tables += written or goes_on

    def _row(
        self,
        cells: Sequence[str],
        head: Sequence[str],
        is_head: bool,
        group: str,
        addresses: Sequence[str],
        lead: str,
    ) -> None:
        start = position = self._begin("\t".join(cells), group)
        placed = []
        for index, cell in enumerate(cells):
            name = "" if is_head or index >= len(head) else head[index]
            address = addresses[index] if index < len(addresses) else ""
            placed.append(Cell(name, position, position + len(cell), address))
            position += len(cell) + 1
        self.blocks.append(
            Block(
                Kind.ROW,
                start,
                self._length,
                self.outline.path,
                lead=lead,
                table=self.tables,
                is_head=is_head,
                cells=tuple(placed),
                hangs=self.hanging,
            )
        )

    def _begin(self, text: str, group: str) -> int:
        """Write `text`, and give where it begins."""
        if self._parts:
            between = "\n" if group and group == self._group else "\n\n"
            self._parts.append(between)
            self._length += len(between)
        self._group = group
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        return start
