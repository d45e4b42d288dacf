"""The words of a chart: its title, those of its axes, its series; its values where they are on no sheet."""

from collections.abc import Iterator, Sequence
from typing import Any

from ingest.readers.drawings import charts, modern
from ingest.readers.sheets.sheet import Drawing


def chart(root: Any, sheets: Sequence[str]) -> Iterator[Drawing]:
    """What the chart of this part says; `sheets` are the names of the sheets, whose values are known."""
    found = modern.read(root) if modern.is_modern(root) else charts.read(root)
    axes = [table.head[0] for table in found.tables]
    said = dict.fromkeys((*axes, *found.titles, *found.names, *found.said))
    tables = [] if _is_known(root, sheets) else [(table.head, *table.rows) for table in found.tables]
    words = tuple(line for line in said if line and line != found.title)
    yield Drawing(found.title, words, tables[0] if tables else ())
    yield from (Drawing(table=table) for table in tables[1:])


def _is_known(root: Any, sheets: Sequence[str]) -> bool:
    """Whether the values are those of sheets of this file."""
    formulas = [(formula.text or "").strip() for formula in root.iter("{*}f")]
    named = [
        formula.rpartition("!")[0].strip("()").strip("'").replace("''", "'")
        for formula in formulas
        if "!" in formula
    ]
    return bool(named) and all(name in sheets for name in named)
