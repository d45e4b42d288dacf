"""A block before it is known on which page it stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.blocks.marked import paragraphs
from ingest.blocks.marked.inline import Words
from rag.values.pages import Kind

Rows = tuple[tuple[str, ...], ...]


@dataclass(slots=True)
class Piece:
    """A block in the making: `text`, or the `lines` of a paragraph or an item, or the `rows` of a table.

    The first of `rows` is that of the heads ("" where a column has none); all have the same number of cells. `more`
    says that they go on with the table before. `mark` is the number of an item as it is read ("2."). A heading without
    text ends what is under headings without a level. `is_markdown`: the text has Markdown marks and may be many blocks.
    `opens`: it begins a page, whatever it is. `hangs`: it belongs to the item before it.

    Where a file does not say what its paragraphs are, their look does (`composing`): the first `bold` characters of the
    text are bold; `size` is that of its letters in points, 0 where nobody says. `mono`: all of it is set in letters of
    one width. `aside`: it is from a box beside the text. `numbered`: the document counts it. Line ends in `text` were
    made on purpose.
    """

    kind: Kind
    text: str = ""
    level: int = 0
    depth: int = 0
    lead: str = ""
    group: str = ""
    mark: str = ""
    lines: tuple[Words, ...] = ()
    rows: Rows = ()
    more: bool = False
    is_markdown: bool = False
    opens: bool = False
    hangs: bool = False
    bold: int = 0
    size: float = 0.0
    mono: bool = False
    aside: bool = False
    numbered: bool = False

    @property
    def words(self) -> str:
        """What it says."""
        if self.rows:
            return "\n".join("\t".join(row) for row in self.rows)
        return f"{self.mark} {self.said}".strip() if self.mark else self.said

    @property
    def said(self) -> str:
        """What it says without its number."""
        return self.text or paragraphs.joined(self.lines)


@dataclass(slots=True)
class SectionCell:
    """A cell of a table: what stands in it, how many columns it is wide, whether it goes on from the cell above."""

    pieces: list["Found"] = field(default_factory=list)
    span: int = 1
    goes_on: bool = False


@dataclass(slots=True)
class SectionRow:
    """A row of a table. `skipped` columns are left free before its first cell; `is_head`: the file says so."""

    cells: list[SectionCell] = field(default_factory=list)
    skipped: int = 0
    is_head: bool = False


@dataclass(slots=True)
class SectionTable:
    """A table as the file has it. `has_head`: its style sets the first row apart."""

    rows: list[SectionRow] = field(default_factory=list)
    has_head: bool = False


Found = Piece | SectionTable
"""What a reader finds: a block, or a table of which it is not known yet what it is."""


def paragraph(text: str, bold: int = 0) -> Piece:
    """A paragraph of which only this is known."""
    return Piece(Kind.PARAGRAPH, text, bold=bold)


def is_bold(piece: Piece) -> bool:
    """Whether all of its words are bold."""
    return bool(piece.text) and piece.bold >= len(piece.text)


def words_of(found: Sequence[Found]) -> str:
    """What pieces say, on one line."""
    return " ".join(filter(None, (" ".join(piece.words.split()) for piece in within(found))))


def within(found: Sequence[Found]) -> Iterator[Piece]:
    """The pieces, those in tables one by one."""
    for piece in found:
        if isinstance(piece, Piece):
            yield piece
        else:
            for row in piece.rows:
                for cell in row.cells:
                    yield from within(cell.pieces)


def row_of(placed: dict[int, SectionCell], width: int, is_head: bool = False) -> SectionRow:
    """The row of cells by the columns in which they begin; what is between them is empty."""
    row = SectionRow(is_head=is_head)
    column = 0
    while column < width:
        cell = placed.get(column) or SectionCell()
        row.cells.append(cell)
        column += max(1, cell.span)
    return row
