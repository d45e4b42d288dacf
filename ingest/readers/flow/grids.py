"""Tables from cells as they are shown: merged cells said where they count, and the row of heads found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.readers.flow.pieces import FlowPiece, Row
from rag.values.pages import Kind

_LONGEST_HEAD = 60  # characters of a cell that may be a head
_WIDEST = 256


@dataclass(frozen=True, slots=True)
class FlowCell:
    """A cell: its words, how many columns and rows it takes. `covered`: it is under a cell that takes several."""

    text: str = ""
    columns: int = 1
    rows: int = 1
    covered: bool = False
    is_bold: bool = False


def table_pieces(rows: Sequence[Sequence[FlowCell]], heads: int = 0) -> Iterator[FlowPiece]:
    """The table of these cells, its first `heads` rows stated as heads; nothing where it is empty.

    A cell that takes several rows is said in each of them; a head that takes several columns, over each of them.
    """
    filled = [_filled(rows, number) for number in range(len(rows))] if _is_merged(rows) else _plain(rows)
    width = max((index + 1 for row in filled for index, cell in enumerate(row) if cell), default=0)
    if not width:
        return
    grid = [tuple([*row, *([""] * width)][:width]) for row in filled]
    heads = min(heads, len(rows) - 1) or int(_begins_with_heads(rows, grid))
    if heads > 1:
        head: Row = tuple(" ".join(dict.fromkeys(filter(None, column))) for column in zip(*grid[:heads], strict=True))
    else:
        head = grid[0] if heads else ()
    if heads:
        spread = _spread(rows[:heads], width)
        head = tuple(own or over for own, over in zip(head, spread, strict=True))
    yield FlowPiece(Kind.ROW, head=head, rows=tuple(row for row in grid[heads:] if any(row)))


def _is_merged(rows: Sequence[Sequence[FlowCell]]) -> bool:
    return any(cell.rows > 1 or cell.columns > 1 for row in rows for cell in row)


def _plain(rows: Sequence[Sequence[FlowCell]]) -> list[list[str]]:
    return [[cell.text for cell in row] for row in rows]


def _filled(rows: Sequence[Sequence[FlowCell]], number: int) -> list[str]:
    """The words of a row, those of cells that reach down into it among them."""
    words = [cell.text for cell in rows[number]]
    for index, cell in enumerate(rows[number]):
        if cell.covered and not cell.text:
            words[index] = _above(rows, number, index)
    return words


def _above(rows: Sequence[Sequence[FlowCell]], number: int, index: int) -> str:
    """The words of the cell in the same column that reaches down to a row, "" where there is none."""
    for up in range(number - 1, max(-1, number - 500), -1):
        cell = rows[up][index] if index < len(rows[up]) else FlowCell()
        if not cell.covered:
            return cell.text if cell.rows > number - up else ""
    return ""


def _spread(heads: Sequence[Sequence[FlowCell]], width: int) -> list[str]:
    """For each column the words of the lowest head that reaches over it."""
    found = [""] * width
    for row in heads:
        for index, cell in enumerate(row):
            for over in range(index, min(width, index + cell.columns)):
                found[over] = cell.text or found[over]
    return found


def _begins_with_heads(rows: Sequence[Sequence[FlowCell]], grid: Sequence[Row]) -> bool:
    """Whether the first row looks like heads: set in bold as the others are not, or words over numbers."""
    if len(grid) < 2:
        return False
    first, cells = grid[0], [cell for cell in rows[0] if cell.text]
    if len(cells) < 2 or any(len(text) > _LONGEST_HEAD for text in first):
        return False
    if all(cell.is_bold for cell in cells):
        return not all(cell.is_bold for row in rows[1:] for cell in row if cell.text)
    if any(map(_is_number, first[1:])) or not all(first[1:]):
        return False
    numbers = [any(_is_number(row[at]) for row in grid[1:]) for at in range(1, len(first))]
    named = len(first) > 2 and all(first) and len(grid) > 2 and not any(text.endswith((".", ":")) for text in first)
    return any(numbers) or named


def _is_number(text: str) -> bool:
    bare = text.strip(" %€$£+-−–()")
    return bool(bare) and bare[0].isdigit() and sum(map(str.isalpha, bare)) <= 2
