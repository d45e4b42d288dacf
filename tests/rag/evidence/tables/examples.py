"""Tables for tests, as they are kept: rows of cells joined by tabs."""

from collections.abc import Sequence

import numpy as np

from rag.store.documents.units import StoredUnit
from rag.values import Cell, Kind, Passage, Unit
from tests.rag.examples import passage


class OneTable:
    """The units of one table, whatever passage is asked for."""

    def __init__(self, heads: Sequence[str], rows: Sequence[Sequence[str]], over: Sequence[str] = ()) -> None:
        self.rows: list[StoredUnit] = []
        start = 0
        for row in rows:
            text = "\t".join(row)
            cells, place = [], start
            for head, words in zip(heads, row, strict=True):
                cells.append(Cell(head, place, place + len(words)))
                place += len(words) + 1
            unit = Unit(Kind.ROW, 1, start, start + len(text), tuple(over), table=0, cells=tuple(cells))
            self.rows.append(StoredUnit(1, unit, text, "", np.zeros(1, dtype=np.float32)))
            start += len(text) + 1
        self.text = "\n".join(row.text for row in self.rows)

    def of(self, passages: Sequence[Passage]) -> list[list[StoredUnit]]:
        return [self.rows for _ in passages]

    def of_table(self, document_id: int, table_number: int) -> list[StoredUnit]:
        return self.rows

    @property
    def passage(self) -> Passage:
        return passage(self.text)
