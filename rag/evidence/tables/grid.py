"""A table as it is asked: its rows by column, their words as terms, their values as numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property

from rag.language.numbers import numerals
from rag.language.words import content_words, terms
from rag.store.documents.units import StoredUnit
from rag.values import Cell

_NUMERIC = 0.7  # of the cells of a column that have words, for one of numbers


@dataclass(frozen=True)
class Grid:
    """The rows of one table, in order, with the `heads` of its columns; a row may have fewer cells."""

    rows: tuple[StoredUnit, ...]

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """The column heads of the first row that has most of them."""
        most = max(self.rows, key=lambda row: len(row.unit.cells))
        return tuple(cell.head for cell in most.unit.cells)

    @cached_property
    def head_terms(self) -> tuple[frozenset[str], ...]:
        """Of a head that has no words of content ("Last") all terms."""
        return tuple(terms_of(head) or frozenset(terms(head, "en")) for head in self.heads)

    @cached_property
    def context_terms(self) -> frozenset[str]:
        """Of what all rows stand under: headings and caption."""
        return frozenset().union(*(terms_of(part) for row in self.rows[:1] for part in row.unit.context))

    def cell(self, row: StoredUnit, column: int) -> Cell | None:
        """The cell of a row in the 0-based column; None where it has none, or nothing in it."""
        cells = row.unit.cells
        if column >= len(cells) or cells[column].start == cells[column].end:
            return None
        return cells[column]

    def words(self, row: StoredUnit, column: int) -> str:
        """The words of a cell on one line, "" where there are none."""
        cell = self.cell(row, column)
        return "" if cell is None else " ".join(_words(row, cell).split())

    def value(self, row: StoredUnit, column: int) -> Decimal | None:
        """What a cell is worth: its first number, or minutes for a time of day; None where it has none."""
        words = self.words(row, column)
        found = numerals(words)
        if not found or found[0].start > len(words) // 2:
            return None
        return _worth(sorted(found[0].values)[0])

    @cached_property
    def numeric(self) -> frozenset[int]:
        """The columns that are numbers, all or most of them different."""
        return frozenset(column for column in range(len(self.heads)) if self._is_numeric(column))

    def _is_numeric(self, column: int) -> bool:
        filled = [row for row in self.rows if self.words(row, column)]
        valued = [row for row in filled if self.value(row, column) is not None]
        return bool(valued) and len(valued) >= _NUMERIC * len(filled)


def terms_of(text: str) -> frozenset[str]:
    """The terms of content of a few words, single digits and letters among them."""
    return frozenset(word.term for word in content_words(text, "en"))


def grids(rows: Sequence[StoredUnit]) -> list[Grid]:
    """The rows of one table by the heads that they have: a table over pages may change them."""
    found: dict[tuple[str, ...], list[StoredUnit]] = {}
    for row in rows:
        found.setdefault(tuple(cell.head for cell in row.unit.cells), []).append(row)
    return [Grid(tuple(part)) for part in found.values()]


def _words(row: StoredUnit, cell: Cell) -> str:
    start = row.unit.start
    return row.text[cell.start - start : cell.end - start]


def _worth(value: str) -> Decimal | None:
    hours, colon, minutes = value.partition(":")
    if colon and hours.isdecimal() and minutes[:2].isdecimal():
        return Decimal(int(hours) * 60 + int(minutes[:2]))
    try:
        return Decimal(value)
    except InvalidOperation:
        return None
