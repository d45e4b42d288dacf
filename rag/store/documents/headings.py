"""The vectors of the headings that units stand under."""

from collections.abc import Sequence

import numpy as np
from sqlalchemy import Connection, RowMapping, select, tuple_

from rag.store import schema

Place = tuple[int, int, int]
"""Document, page and start of a unit."""
_AT_ONCE = 300  # places in one query; SQLite takes some thousand terms


def vectors_of_headings(connection: Connection, rows: Sequence[RowMapping]) -> dict[Place, np.ndarray]:
    """The (d,) float32 vectors of the headings that the units of these rows stand under, by their places."""
    table = schema.units.c
    wanted = list(dict.fromkeys(place for row in rows if (place := heading_of(row)) is not None))
    found: dict[Place, np.ndarray] = {}
    for first in range(0, len(wanted), _AT_ONCE):
        places = tuple_(table.document_id, table.page, table.start).in_(wanted[first : first + _AT_ONCE])
        query = select(table.document_id, table.page, table.start, table.vector).where(places)
        found |= {(row[0], row[1], row[2]): as_vector(row[3]) for row in connection.execute(query)}
    return found


def heading_of(row: RowMapping) -> Place | None:
    """Where the heading stands that the unit of a row stands under; None without one."""
    if row["heading_page"] is None:
        return None
    return row["document_id"], row["heading_page"], row["heading_start"]


def as_vector(stored: bytes) -> np.ndarray:
    """(d,) float32: a vector that is kept as float16."""
    return np.frombuffer(stored, dtype=np.float16).astype(np.float32)
