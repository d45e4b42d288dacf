"""A sheet as it is shown: words in cells. Rows and columns count from 0, addresses as people see them ("B7")."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class Shows(StrEnum):
    """What a cell shows, as far as it helps to tell heads from values. A `year` is a whole number from 1900 to 2100
    that is written as such."""

    WORDS = "words"
    NUMBER = "number"
    YEAR = "year"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell shows: `words` on one or more lines, never empty. `strong`: bold, or set off by a colour behind."""

    words: str
    shows: Shows = Shows.WORDS
    strong: bool = False


@dataclass(frozen=True, slots=True)
class CellArea:
    """The cells from `top` to `bottom` and `left` to `right`, all of them included."""

    top: int
    left: int
    bottom: int
    right: int


_MOST_MERGED = 300_000  # cells that lie under merged ones


@dataclass
class SheetGrid:
    """The cells of a sheet that show something, by row and column; `merged` are the areas that show one cell.

    `heads` are areas that the file itself calls the heads of a table; the first `frozen` rows stay in sight when people
    scroll. Fill it before it is asked for what is `under`.
    """

    rows: dict[int, dict[int, Shown]] = field(default_factory=dict)
    merged: list[CellArea] = field(default_factory=list)
    heads: list[CellArea] = field(default_factory=list)
    frozen: int = 0

    def put(self, row: int, column: int, shown: Shown) -> None:
        """Say what a cell shows."""
        self.rows.setdefault(row, {})[column] = shown

    def at(self, row: int, column: int) -> Shown | None:
        """What a cell shows, None for nothing."""
        return self.rows.get(row, {}).get(column)

    @cached_property
    def under(self) -> dict[tuple[int, int], tuple[int, int]]:
        """For each cell of a merged area that shows something the cell whose words it shows: the first of its area.

        Only in rows and columns that have words somewhere.
        """
        rows, columns = sorted(self.rows), self.columns
        found: dict[tuple[int, int], tuple[int, int]] = {}
        for merged in self.merged:
            if self.at(merged.top, merged.left) is None or len(found) > _MOST_MERGED:
                continue
            across = columns[bisect_left(columns, merged.left) : bisect_right(columns, merged.right)]
            for row in rows[bisect_left(rows, merged.top) : bisect_right(rows, merged.bottom)]:
                found |= {(row, column): (merged.top, merged.left) for column in across}
        return found

    @cached_property
    def columns(self) -> list[int]:
        """The columns that show something, in order."""
        return sorted({column for cells in self.rows.values() for column in cells})

    def words(self) -> Iterator[str]:
        """The words of all cells, in no order."""
        for row in self.rows.values():
            for shown in row.values():
                yield shown.words


def address(row: int, column: int) -> str:
    """What people call the cell: "A1" for (0, 0)."""
    return f"{letters(column)}{row + 1}"


def letters(column: int) -> str:
    """What people call the column: "A" for 0, "AA" for 26."""
    found, left = "", column + 1
    while left:
        left, digit = divmod(left - 1, 26)
        found = chr(65 + digit) + found
    return found


def place(name: str) -> tuple[int, int] | None:
    """(row, column) of a cell's address such as "B7" or "$B$7"; None where it is none."""
    name = name.replace("$", "").upper()
    digits = name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    found = name[: len(name) - len(digits)]
    if not found or len(found) > 3 or not digits.isascii() or not digits.isdecimal() or len(digits) > 7:
        return None
    column = 0
    for letter in found:
        column = column * 26 + ord(letter) - 64
    return (int(digits) - 1, column - 1) if int(digits) else None


def area(name: str) -> CellArea | None:
    """The area of an address such as "A1:C3" or "B7"; None where it is none."""
    first, _, last = name.rpartition("!")[2].partition(":")
    begin, end = place(first), place(last or first)
    if begin is None or end is None:
        return None
    return CellArea(
        min(begin[0], end[0]), min(begin[1], end[1]), max(begin[0], end[0]), max(begin[1], end[1])
    )
