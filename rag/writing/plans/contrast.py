"""The rows of one table that are about the sides of a comparison."""

from collections.abc import Sequence

from rag.evidence.kept import ACCOUNTED, evidence_of
from rag.evidence.tables.grid import Grid, grids, terms_of
from rag.store.documents.units import StoredUnit
from rag.values import Evidence, Kind
from rag.writing.plans.gathering import Gathered, Gatherer

_PASSAGES = 4  # of each side in which a table is looked for


def contrasted(
    names: Sequence[str], gathered: Sequence[Gathered], gatherer: Gatherer
) -> list[Evidence] | None:
    """One row for each of `names`, in their order, all of one table; None where no table has a row for each."""
    seen: set[tuple[int, int]] = set()
    for found in gathered:
        near = {(p.document_id, p.page): p for p in reversed(found.passages[:_PASSAGES])}
        for (document_id, page, _), unit in found.stored.items():
            table, passage = unit.unit.table, near.get((document_id, page))
            if unit.unit.kind is not Kind.ROW or table is None or passage is None:
                continue
            if (document_id, table) in seen:
                continue
            seen.add((document_id, table))
            for grid in grids(gatherer.rows(document_id, table)):
                rows = [_row_of(name, grid) for name in names]
                if all(rows) and len({id(row) for row in rows}) == len(names):
                    return [
                        evidence_of(row, passage.rank, passage.document, ACCOUNTED, rank)
                        for rank, row in enumerate(rows, 1)
                        if row is not None
                    ]
    return None


def _row_of(name: str, grid: Grid) -> StoredUnit | None:
    """The only row whose name, its first cell that has words, has the terms of `name`, and no others."""
    wanted = terms_of(name)
    held = [row for row in grid.rows if _name_of(row, grid) == wanted]
    return held[0] if len(held) == 1 else None


def _name_of(row: StoredUnit, grid: Grid) -> frozenset[str]:
    cells = (grid.words(row, column) for column in range(len(grid.heads)))
    return next((terms_of(words) for words in cells if words), frozenset())
