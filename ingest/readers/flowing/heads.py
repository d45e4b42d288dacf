"""Tables as rows of words: merged cells, and which rows name the columns."""

import re

from ingest.readers.flowing.pieces import Piece, SectionParagraph, SectionRow, SectionRows, SectionTable
from rag.values.pages import Kind

_SHORT = 60  # characters of the name of a column
_REPEATED = 80  # characters of a cell that is said again in each row that it goes over
_HEADS = 3  # rows of names at most
_FIGURE = re.compile(r"[^\w]*\d[\d\s.,:/%°–-]*\w{0,3}[^\w]*")


def rows_of(table: SectionTable) -> SectionRows | None:
    """The rows of a table, without empty rows and columns; None where there are no words in it.

    A cell over several rows stands in each of them where it is short; one over several columns stands in the first.
    """
    grid, wide = _grid(table)
    kept = [index for index, row in enumerate(grid) if any(row)]
    if not kept:
        return None
    columns = [column for column in range(len(grid[0])) if any(grid[index][column] for index in kept)]
    rows = [tuple(grid[index][column] for column in columns) for index in kept]
    count = _heads(table, [table.rows[index] for index in kept], rows)
    head: tuple[str, ...] = ()
    if count:
        named = [tuple(wide[index][column] for column in columns) for index in kept[:count]]
        head = tuple(" ".join(dict.fromkeys(filter(None, names))) for names in zip(*named, strict=True))
    return SectionRows(head, rows[count:])


def words(pieces: list[Piece]) -> str:
    """What stands in a cell, on one line."""
    said = []
    for piece in pieces:
        if isinstance(piece, SectionParagraph):
            said.append(" ".join(piece.text.split()))
        else:
            said += [words(cell.pieces) for row in piece.rows for cell in row.cells]
    return " ".join(filter(None, said))


def _grid(table: SectionTable) -> tuple[list[list[str]], list[list[str]]]:
    """The words of each row column by column; and the same with wide cells said in each column that they go over."""
    grid: list[list[str]] = []
    wide: list[list[str]] = []
    above: dict[int, str] = {}
    for row in table.rows:
        line, spread = [""] * row.skipped, [""] * row.skipped
        for cell in row.cells:
            column = len(line)
            said = words(cell.pieces)
            if cell.goes_on and not said:
                said = above.get(column, "")
                said = said if len(said) <= _REPEATED else ""
            else:
                above[column] = said
            line += [said, *[""] * (cell.span - 1)]
            spread += [said] * cell.span
        grid.append(line)
        wide.append(spread)
    width = max(map(len, grid), default=0)
    return [[*row, *[""] * (width - len(row))] for row in grid], [
        [*row, *[""] * (width - len(row))] for row in wide
    ]


def _heads(table: SectionTable, kept: list[SectionRow], rows: list[tuple[str, ...]]) -> int:
    """How many rows at the beginning name the columns."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return 0
    stated = next((index for index, row in enumerate(kept) if not row.is_head), len(kept))
    if 0 < stated <= _HEADS and stated < len(rows):
        return stated
    if not _may_name(rows[0]):
        return 0
    bold = _is_bold(kept[0])
    sure = table.has_head or (bold and not _is_bold(kept[1]))
    return int(sure or _names_figures(rows) or (len(rows[0]) > 2 and len(rows) > 2 and _names_words(rows)))


def _may_name(row: tuple[str, ...]) -> bool:
    """Whether the cells of a row are short and different words, all but the first filled."""
    said = [cell for cell in row if cell]
    return (
        all(row[1:])
        and len(set(said)) == len(said)
        and all(len(cell) <= _SHORT and not _FIGURE.fullmatch(cell) for cell in said)
    )


def _is_bold(row: SectionRow) -> bool:
    found = [
        piece
        for cell in row.cells
        for piece in cell.pieces
        if isinstance(piece, SectionParagraph) and piece.text
    ]
    return bool(found) and all(piece.bold >= len(piece.text) or piece.kind is Kind.HEADING for piece in found)


def _names_figures(rows: list[tuple[str, ...]]) -> bool:
    """Whether there are figures under a word, in most of the rows that have something there."""
    for column in range(len(rows[0])):
        under = [row[column] for row in rows[1:] if row[column]]
        figures = sum(_FIGURE.fullmatch(cell) is not None for cell in under)
        if rows[0][column] and len(under) > 1 and 3 * figures >= 2 * len(under) and any(rows[0][1:]):
            return True
    return False


def _names_words(rows: list[tuple[str, ...]]) -> bool:
    """Whether what stands under the first row is longer than it, on the whole, and no pair of a key and its value."""
    first = sum(map(len, rows[0]))
    rest = [sum(map(len, row)) for row in rows[1:]]
    keys = sum(row[0].endswith((":", "：")) for row in rows)
    return (
        2 * keys < len(rows)
        and first <= sum(rest) / len(rest)
        and not any(cell.endswith((".", ":", "?", "!")) for cell in rows[0])
    )
