"""A block while it is made: its lines, and what the document still has to say of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.readers.pdf.laid import Laid, LaidCell, Line
from ingest.readers.pdf.layout.strips import Strip
from ingest.readers.pdf.layout.tables.cells import Table
from rag.values import Kind


@dataclass(slots=True)
class LaidDraft:
    """What `Laid` says, and the `strips` it is made of, the `column` (of its page) it stands in, its `table`.

    `fresh` says that it is the first of its column, `cut` that its last line goes to the end of the column.
    """

    kind: Kind
    strips: list[Strip] = field(default_factory=list)
    headings: tuple[str, ...] = ()
    level: int = 0
    depth: int = 0
    lead: str = ""
    goes_on: bool = False
    hangs: bool = False
    fresh: bool = False
    filled: bool = False
    gap: float = 0.0
    grid: Table | None = None
    number: int | None = None
    label: str = ""
    indent: float = 0.0
    lines: tuple[Line, ...] | None = None

    @property
    def text(self) -> str:
        return " ".join(strip.text for strip in self.strips)

    @property
    def size(self) -> float:
        return (
            max((strip.size for strip in self.strips), default=0.0)
            if self.kind is Kind.HEADING
            else self.strips[0].size
            if self.strips
            else 0.0
        )

    @property
    def bold(self) -> bool:
        return all(strip.bold for strip in self.strips)

    @property
    def every_strip(self) -> Iterator[Strip]:
        """Its strips, those in the cells of its table, too."""
        yield from self.strips
        if self.grid is not None:
            yield from self.grid.strips

    def laid(self) -> list[Laid]:
        """The blocks that it becomes: one, or one for each row of its table."""
        if self.grid is not None and self.kind is Kind.ROW:
            leads = self.grid.leads
            return [self._row(index, lead) for index, lead in enumerate(leads)]
        lines = self.lines if self.lines is not None else tuple(strip.words for strip in self.strips)
        return [
            Laid(
                self.kind,
                lines,
                self.headings,
                self.level,
                self.depth,
                self.lead,
                goes_on=self.goes_on,
                hangs=self.hangs,
            )
        ]

    def _row(self, index: int, lead: str) -> Laid:
        table = self.grid
        assert table is not None
        is_head = index < table.heads
        cells = tuple(
            LaidCell("" if is_head else table.names[column], tuple(strip.words for strip in cell))
            for column, cell in enumerate(table.rows[index])
        )
        last = index == len(table.rows) - 1
        return Laid(
            Kind.ROW,
            headings=self.headings,
            lead=lead,
            table=self.number,
            is_head=is_head,
            cells=cells,
            goes_on=self.goes_on and last,
            hangs=self.hangs,
        )
