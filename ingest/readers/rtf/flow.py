"""The paragraphs and tables of one part of an RTF file (its text, a header, a note) while they are read."""

from dataclasses import dataclass, field

from ingest.readers.sections.pieces import Found, Piece, SectionCell, SectionRow, SectionTable

_NEAR = 40  # twentieths of a point: edges of cells that are nearer are one


@dataclass(slots=True)
class RtfRow:
    """How a row is set: whether it is one of heads, and of each cell its right edge and how it is merged."""

    is_head: bool = False
    edges: list[int] = field(default_factory=list)
    down: list[bool] = field(default_factory=list)
    across: list[bool] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """A table that is being read."""

    rows: list[tuple[list[SectionCell], RtfRow]] = field(default_factory=list)
    cells: list[SectionCell] = field(default_factory=list)
    cell: list[Found] = field(default_factory=list)


@dataclass(slots=True)
class RtfFlow:
    """What is read so far.

    `letters` are those of the paragraph that is open, each with how it is set: (text, bold, mono, size). `mark` is its
    number or bullet; `contents`: it is of a table of contents; `after` is what comes after it.
    """

    is_note: bool = False
    pieces: list[Found] = field(default_factory=list)
    letters: list[tuple[str, bool, bool, float]] = field(default_factory=list)
    mark: str | None = None
    contents: bool = False
    after: list[Found] = field(default_factory=list)
    _tables: list[_Open] = field(default_factory=list)

    def add(self, piece: Piece | None, level: int) -> None:
        """End the paragraph that is open, as this one, in a table of this level (0: in none), then what is after it."""
        self.letters = []
        self.mark = None
        self.contents = False
        found: list[Found] = [] if piece is None else [piece]
        found += self.after
        self.after = []
        if found or level == 0:
            self._close(level)
            target = self._at(level).cell if level else self.pieces
            target += found

    def cell(self, level: int) -> None:
        """End a cell."""
        self._close(level)
        table = self._at(level)
        table.cells.append(SectionCell(table.cell))
        table.cell = []

    def row(self, level: int, row: RtfRow) -> None:
        """End a row."""
        self._close(level)
        table = self._at(level)
        if table.cell:
            self.cell(level)
        if table.cells:
            table.rows.append((table.cells, row))
        table.cells = []

    def done(self) -> list[Found]:
        """Everything, at the end."""
        self._close(0)
        return self.pieces

    def _at(self, level: int) -> _Open:
        while len(self._tables) < level:
            self._tables.append(_Open())
        return self._tables[level - 1]

    def _close(self, level: int) -> None:
        """End the tables that are deeper than `level`."""
        while len(self._tables) > level:
            table = self._tables.pop()
            last: list[Found] = []
            if table.cell or table.cells:  # a row that does not end
                last = [piece for cell in table.cells for piece in cell.pieces] + table.cell
            target = self._tables[-1].cell if self._tables else self.pieces
            if table.rows:
                target.append(_made(table))
            target += last


def _made(table: _Open) -> SectionTable:
    edges: list[int] = []
    for edge in sorted({edge for _, row in table.rows for edge in row.edges}):
        if not edges or edge - edges[-1] > _NEAR:
            edges.append(edge)
    rows = []
    for cells, row in table.rows:
        made = SectionRow(is_head=row.is_head)
        left = -(10**9)
        for index, cell in enumerate(cells):
            if index < len(row.edges):
                right = row.edges[index]
                cell.span = max(1, sum(left + _NEAR < edge <= right + _NEAR for edge in edges))
                left = max(left, right)
                cell.goes_on = row.down[index]
                if row.across[index] and made.cells:
                    made.cells[-1].span += cell.span
                    made.cells[-1].pieces += cell.pieces
                    continue
            made.cells.append(cell)
        rows.append(made)
    return SectionTable(rows)
