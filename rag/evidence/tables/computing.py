"""What is computed from a column: the row of its least or greatest value, a sum, a mean, the number of rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from rag.evidence.tables.grid import Grid
from rag.language.number_words import plain
from rag.language.tables import joined, listed
from rag.question.question import Question
from rag.store.documents.units import StoredUnit

_YEARS = range(1000, 2200)
_DIGITS = 4  # of a mean, after the point


class Computation(StrEnum):
    """What a question wants computed."""

    LEAST = "least"
    MOST = "most"
    SUM = "sum"
    MEAN = "mean"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted, with the words that say so, as terms; `ages` flips least and most where the column is years."""

    computation: Computation
    terms: frozenset[str]
    by_age: Computation | None = None


def wanted(question: Question) -> Wanted | None:
    """What the question wants computed; None where it says nothing of it."""
    for word in question.search.words:
        folded = word.text.casefold()
        for computation in (Computation.LEAST, Computation.MOST):
            if folded in _words(computation.value):
                ages = Computation.LEAST if folded in _words("old") else None
                ages = Computation.MOST if folded in _words("new") else ages
                return Wanted(computation, frozenset({word.term}), ages)
        if folded in _words("old") or folded in _words("new"):
            by_age = Computation.LEAST if folded in _words("old") else Computation.MOST
            return Wanted(by_age, frozenset({word.term}), by_age)
    for computation in (Computation.SUM, Computation.MEAN, Computation.COUNT):
        found = _pattern(computation.value).search(question.search.text)
        if found:
            inside = [w for w in question.search.words if found.start() <= w.start < found.end()]
            return Wanted(computation, frozenset(word.term for word in inside))
    return None


def single(rows: Sequence[StoredUnit], grid: Grid) -> list[StoredUnit]:
    """Without the rows that sum up others ("Total", "Average"); all where there are no others."""
    kept = [row for row in rows if not _pattern("sums_up").fullmatch(_first_words(grid, row).strip(" :."))]
    return kept or list(rows)


def _first_words(grid: Grid, row: StoredUnit) -> str:
    return next(filter(None, (grid.words(row, column) for column in range(len(grid.heads)))), "")


def extreme(asked: Wanted, grid: Grid, rows: Sequence[StoredUnit], column: int) -> list[StoredUnit]:
    """The rows, in order, of the least or greatest value in a column: several where they are equal."""
    values = {row.unit.start + row.unit.page * 10**9: grid.value(row, column) for row in rows}
    known = [value for value in values.values() if value is not None]
    if not known:
        return []
    years = all(value == int(value) and int(value) in _YEARS for value in known)
    computation = asked.by_age if years and asked.by_age is not None else asked.computation
    best = min(known) if computation is Computation.LEAST else max(known)
    return [row for row in rows if grid.value(row, column) == best]


def computed(asked: Wanted, grid: Grid, rows: Sequence[StoredUnit], column: int) -> str:
    """The sum or mean of a column of some rows, as a plain number; "" where a row has no number there."""
    values = [grid.value(row, column) for row in rows]
    known = [value for value in values if value is not None]
    if not known or len(known) < len(values):
        return ""
    total = sum(known, Decimal(0))
    if asked.computation is Computation.SUM:
        return plain(total)
    return plain(round(total / len(known), _DIGITS).normalize())


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(listed("tables", key))


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(joined("tables", key), re.IGNORECASE)
