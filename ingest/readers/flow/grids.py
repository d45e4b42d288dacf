"""Tables from cells as they are shown: merged cells said where they count, the row of heads found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.readers.flow.pieces import FlowPiece, Row
from rag.values.pages import Kind

_LONGEST_HEAD = 60  # characters of a cell that may be a head
_FARTHEST = 500  # rows that a merged cell may reach down
_ASIDE = frozenset({Kind.NOTE, Kind.COMMENT})
_WORDED = frozenset({Kind.HEADING, Kind.PARAGRAPH})


@dataclass(frozen=True, slots=True)
class FlowCell:
    """A cell: what stands in it, how many columns and rows it takes. `covered`: it is under a cell that takes more."""

    pieces: tuple[FlowPiece, ...] = ()
    columns: int = 1
    rows: int = 1
    covered: bool = False

    @property
    def text(self) -> str:
        """Its words on one line, without notes and comments."""
        return " ".join(filter(None, (_plain(piece) for piece in self.pieces if piece.kind not in _ASIDE)))

    @property
    def is_bold(self) -> bool:
        """Whether all of its words are bold."""
        words = [piece for piece in self.pieces if piece.kind in _WORDED]
        return bool(words) and all(
            piece.kind is Kind.HEADING or all(line.bold == len(line.text) for line in piece.lines)
            for piece in words
        )


def table_pieces(rows: Sequence[Sequence[FlowCell]], heads: int = 0) -> Iterator[FlowPiece]:
    """The table of these cells, its first `heads` rows stated as heads, then the notes and comments in it.

    What only one cell of it has, or what has tables in its cells, is no table: it comes cell by cell. A cell that takes
    several rows is said in each of them; a head that takes several columns, over each of them.
    """
    full = [cell.pieces for row in rows for cell in row if any(piece.length for piece in cell.pieces)]
    if len(full) <= 1 or any(piece.kind is Kind.ROW for cell in full for piece in cell):
        for cell in full:
            yield from cell
        return
    yield from _table(rows, heads)
    for cell in full:
        yield from (piece for piece in cell if piece.kind in _ASIDE)


def _table(rows: Sequence[Sequence[FlowCell]], heads: int) -> Iterator[FlowPiece]:
    texts = [[cell.text for cell in row] for row in rows]
    filled = [_filled(rows, texts, number) for number in range(len(rows))]
    used = sorted({index for row in filled for index, cell in enumerate(row) if cell})
    grid = [tuple(row[index] if index < len(row) else "" for index in used) for row in filled]
    if not used:
        return
    heads = min(heads, len(rows) - 1) or int(_begins_with_heads(rows, grid))
    head: Row = grid[0] if heads else ()
    if heads > 1:
        head = tuple(" ".join(dict.fromkeys(filter(None, said))) for said in zip(*grid[:heads], strict=True))
    spread = _spread(rows[:heads], texts, used)
    head = tuple(own or over for own, over in zip(head, spread, strict=True)) if heads else ()
    yield FlowPiece(Kind.ROW, head=head, rows=tuple(row for row in grid[heads:] if any(row)))


def _plain(piece: FlowPiece) -> str:
    lines = " ".join(line.text for line in piece.lines)
    return " ".join(f"{piece.number} {piece.text} {lines}".split())


def _filled(rows: Sequence[Sequence[FlowCell]], texts: Sequence[Sequence[str]], number: int) -> list[str]:
    """The words of a row, those of cells that reach down into it among them."""
    words = list(texts[number])
    for index, cell in enumerate(rows[number]):
        if cell.covered and not words[index]:
            words[index] = _above(rows, texts, number, index)
    return words


def _above(
    rows: Sequence[Sequence[FlowCell]], texts: Sequence[Sequence[str]], number: int, index: int
) -> str:
    """The words of the cell in the same column that reaches down to a row, "" where there is none."""
    for up in range(number - 1, max(-1, number - _FARTHEST), -1):
        cell = rows[up][index] if index < len(rows[up]) else FlowCell()
        if not cell.covered:
            return texts[up][index] if cell.rows > number - up else ""
    return ""


def _spread(
    heads: Sequence[Sequence[FlowCell]], texts: Sequence[Sequence[str]], used: Sequence[int]
) -> list[str]:
    """For each column that is used the words of the lowest head that reaches over it."""
    found: dict[int, str] = {}
    for row, words in zip(heads, texts, strict=False):
        for index, cell in enumerate(row):
            for over in range(index, min(used[-1] + 1, index + cell.columns)):
                found[over] = words[index] or found.get(over, "")
    return [found.get(index, "") for index in used]


def _begins_with_heads(rows: Sequence[Sequence[FlowCell]], grid: Sequence[Row]) -> bool:
    """Whether the first row looks like heads: set in bold as the others are not, or words over numbers."""
    first, cells = grid[0], [cell for cell in rows[0] if cell.text]
    if len(grid) < 2 or len(cells) < 2 or any(len(text) > _LONGEST_HEAD for text in first):
        return False
    if all(cell.is_bold for cell in cells):
        return not all(cell.is_bold for row in rows[1:] for cell in row if cell.text)
    if any(map(_is_number, first[1:])) or not all(first[1:]):
        return False
    numbers = [any(_is_number(row[at]) for row in grid[1:]) for at in range(1, len(first))]
    named = (
        len(first) > 2
        and all(first)
        and len(grid) > 2
        and not any(text.endswith((".", ":")) for text in first)
    )
    return any(numbers) or named


def _is_number(text: str) -> bool:
    bare = text.strip(" %€$£+-−–()")
    return bool(bare) and bare[0].isdigit() and sum(map(str.isalpha, bare)) <= 2
