"""All vectors of a library made anew, for another embedder."""

from collections.abc import Callable, Sequence

import numpy as np
from sqlalchemy import select, update

from rag.store import rows, schema
from rag.store.database import set_value
from rag.store.documents.units import embedded_unit
from rag.store.index.server_vectors import check_dimension, replace
from rag.store.library import Library, embedded_text

_BATCH = 64


def reembed(
    library: Library,
    fingerprint: str,
    encode: Callable[[Sequence[str]], np.ndarray],
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> int:
    """Replace the vectors of chunks and units by `encode` of their embedded texts; all or nothing. Returns how many
    chunks.

    `encode` gives (n, d) unit rows; `fingerprint` names the embedder that it is from.
    """
    table, place = schema.chunks.c, schema.units.c
    with library.database.read() as connection:
        chunks = connection.execute(select(table.key, table.document_id, table.header, table.text)).all()
    units = library.units.all()
    texts = [embedded_text(row.header, row.text) for row in chunks]
    texts += [embedded_unit(stored.unit, stored.text, stored.rest_text) for stored in units]
    vectors: list[np.ndarray] = []
    for first in range(0, len(texts), _BATCH):
        vectors += list(encode(texts[first : first + _BATCH]))
        if not first:
            check_dimension(library.database, len(vectors[0]))
        on_progress(len(vectors) * len(chunks) // len(texts), len(chunks))
    with library.database.begin() as connection:
        for row, vector in zip(chunks, vectors, strict=False):
            values = {"vector": vector.astype(np.float32).tobytes()}
            connection.execute(update(schema.chunks).where(table.key == row.key).values(**values))
        replace(
            connection,
            [(row.key, row.document_id, vector) for row, vector in zip(chunks, vectors, strict=False)],
        )
        for stored, vector in zip(units, vectors[len(chunks) :], strict=True):
            same = (
                place.document_id == stored.document_id,
                place.page == stored.unit.page,
                place.start == stored.unit.start,
            )
            values = {"vector": vector.astype(np.float16).tobytes()}
            connection.execute(update(schema.units).where(*same).values(**values))
        set_value(connection, "embedder", fingerprint)
        rows.next_generation(connection)
    return len(chunks)
