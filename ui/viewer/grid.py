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
    """Whether the cells of some row have addresses."""
    return any(_ADDRESS.match(cell.address) for row in rows for cell in row.cells)


def grid(text: str, rows: Sequence[Block], marking: Marking) -> Markdown:
    """The rows by their addresses; of many those around the marked one, under the heads."""
    shown = _near(rows, marking)
    columns = _columns([row for row in shown if row is not None])
    letters = [escape(_letters(column)) for column in columns]
    lines = [table_row(["", *letters]), "| ---: " + rule(len(columns))]
    lines += [_line(text, row, columns, marking) for row in shown]
    return "\n".join(lines)


def _near(rows: Sequence[Block], marking: Marking) -> list[Block | None]:
    """The rows that are shown; None where some are left out."""
    if len(rows) <= _WHOLE:
        return list(rows)
    at = next((i for i, row in enumerate(rows) if marking.touches(row.start, row.end)), 0)
    first, last = max(0, at - _AROUND), at + _AROUND + 1
    heads: list[Block | None] = [row for row in rows[:first] if row.is_head][:1]
    before: list[Block | None] = [None] if first > len(heads) else []
    after: list[Block | None] = [None] if last < len(rows) else []
    return [*heads, *before, *rows[first:last], *after]


def _columns(rows: Sequence[Block]) -> list[int]:
    """The columns that have cells, and empty ones between them where they are few."""
    used = sorted({place[0] for row in rows for cell in row.cells if (place := _place(cell.address))})
    found: list[int] = []
    for column in used:
        if found and column - found[-1] <= _EMPTY_COLUMNS + 1:
            found += range(found[-1] + 1, column)
        found.append(column)
    return found


def _line(text: str, row: Block | None, columns: Sequence[int], marking: Marking) -> Markdown:
    """A row with its number, or what stands for those that are left out."""
    if row is None:
        return table_row([_SKIPPED, *("" for _ in columns)])
    places = (_place(cell.address) for cell in row.cells)
    number = next((place[1] for place in places if place), 0)
    return table_row([f":gray[{number:d}]", *(_cell(text, row, column, marking) for column in columns)])


def _cell(text: str, row: Block, column: int, marking: Marking) -> Markdown:
    for cell in row.cells:
        place = _place(cell.address)
        if place is not None and place[0] == column:
            return words(text, cell.start, cell.end, marking)
    return ""


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
