"""Columns that files from before points and tasks have under these names, for something else: they are left out."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from evaluation.formats.alternatives import plain_text
from evaluation.formats.row import Row
from rag.values import Task

_TASKS = frozenset((*Task, "summarize"))


def without_foreign(rows: Sequence[Row]) -> list[Row]:
    """The rows without the columns of which no cell says what ours do; these are among their `ignored`. A file with
    all columns of today is one of today."""
    if rows and rows[0].titles.keys() >= _OURS.keys() | {"history"}:
        return list(rows)
    foreign = {name for name, ours in _OURS.items() if not _is_ours(rows, name, ours)}
    return [_without(row, foreign & row.cells.keys()) for row in rows]


def _is_ours(rows: Sequence[Row], name: str, ours: Callable[[Any], bool]) -> bool:
    said = [cell for row in rows if (cell := row.cells.get(name)) is not None and plain_text(cell)]
    return not said or any(map(ours, said))


def _without(row: Row, names: set[str]) -> Row:
    if not names:
        return row
    cells = {name: cell for name, cell in row.cells.items() if name not in names}
    titles = tuple(row.titles.get(name, name) for name in sorted(names))
    return replace(row, cells=cells, ignored=(*row.ignored, *titles))


def _is_points(cell: Any) -> bool:
    """A number alone is what a question counts in an exam."""
    try:
        float(plain_text(cell).replace(",", "."))
    except ValueError:
        return True
    return False


def _is_task(cell: Any) -> bool:
    return plain_text(cell).casefold() in _TASKS


_OURS = {"points": _is_points, "task": _is_task}
