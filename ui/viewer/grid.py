"""Rows of a sheet as a grid: with the letters of the columns above, and the numbers of the rows beside them."""

import re
from collections.abc import Sequence

from rag.pages.reading.parts import Marking
from rag.values import Block
from ui.markdown import Markdown, escape
from ui.viewer.words import rule, table_row, words

_AROUND = 12  # rows before and after a marked one
_WHOLE = 60  # rows that are all shown
_EMPTY_COLUMNS = 3  # that are shown between others
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d+)")
_SKIPPED = "⋮"


def is_grid(rows: Sequence[Block]) -> bool:
    """Whether all cells that have words have addresses."""
    cells = [cell for row in rows for cell in row.cells if cell.start < cell.end]
    return bool(cells) and all(_ADDRESS.match(cell.address) for cell in cells)


def grid(text: str, rows: Sequence[Block], marking: Marking) -> Markdown:
    """The rows by their addresses; of many those around the marked one, under the heads.

    Tables that stand side by side have rows of one number, which are one line of the grid.
    """
    shown = _near(_lines(rows), marking)
    columns = _columns([block for line in shown for block in line])
    letters = [escape(_letters(column)) for column in columns]
    lines = [table_row(["", *letters]), "| ---: " + rule(len(columns))]
    lines += [_line(text, line, columns, marking) for line in shown]
    return "\n".join(lines)


def _lines(rows: Sequence[Block]) -> list[list[Block]]:
    """Rows that have one number together, in the order of the numbers; those without one where they stand."""
    numbered: dict[int, list[Block]] = {}
    number = 0
    for row in rows:
        number = _number(row) or number
        numbered.setdefault(number, []).append(row)
    return [numbered[number] for number in sorted(numbered)]


def _near(lines: Sequence[list[Block]], marking: Marking) -> list[list[Block]]:
    """The lines that are shown; an empty one where some are left out."""
    if len(lines) <= _WHOLE:
        return list(lines)
    marked = (i for i, line in enumerate(lines) if any(marking.touches(row.start, row.end) for row in line))
    at = next(marked, 0)
    first, last = max(0, at - _AROUND), at + _AROUND + 1
    heads = [line for line in lines[:first] if line[0].is_head][:1]
    before: list[list[Block]] = [[]] if first > len(heads) else []
    after: list[list[Block]] = [[]] if last < len(lines) else []
    return [*heads, *before, *lines[first:last], *after]


def _columns(rows: Sequence[Block]) -> list[int]:
    """The columns that have cells, and empty ones between them where they are few."""
    used = sorted({place[0] for row in rows for cell in row.cells if (place := _place(cell.address))})
    found: list[int] = []
    for column in used:
        if found and column - found[-1] <= _EMPTY_COLUMNS + 1:
            found += range(found[-1] + 1, column)
        found.append(column)
    return found


def _line(text: str, line: Sequence[Block], columns: Sequence[int], marking: Marking) -> Markdown:
    """A line with its number, or what stands for those that are left out."""
    if not line:
        return table_row([_SKIPPED, *("" for _ in columns)])
    number = _number(line[0])
    return table_row([f":gray[{number:d}]", *(_cell(text, line, column, marking) for column in columns)])


def _cell(text: str, line: Sequence[Block], column: int, marking: Marking) -> Markdown:
    """The words in a column; of several those that are marked."""
    places = ((cell, _place(cell.address)) for row in line for cell in row.cells)
    here = [cell for cell, place in places if place is not None and place[0] == column]
    marked = [cell for cell in here if marking.touches(cell.start, cell.end)]
    for cell in [*marked, *here]:
        return words(text, cell.start, cell.end, marking)
    return ""


def _number(row: Block) -> int:
    """The number of a row in its sheet, 0 where it has none."""
    places = (_place(cell.address) for cell in row.cells)
    return next((place[1] for place in places if place), 0)


def _place(address: str) -> tuple[int, int] | None:
    """Column and row, both from 1, of "B7" or of the first cell of "B7:C9"."""
    found = _ADDRESS.match(address)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return column, int(found[2])


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
