"""All vectors of a library made anew, for another embedder."""

from collections.abc import Callable, Sequence

import numpy as np
from sqlalchemy import select, text

from rag.store import rows, schema
from rag.store.database import set_value
from rag.store.library import Library, embedded_text

_BATCH = 64


def reembed(
    library: Library,
    fingerprint: str,
    encode: Callable[[Sequence[str]], np.ndarray],
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> int:
    """Replace every vector by `encode` of the chunk's embedded text; all or nothing. Returns how many.

    `encode` gives (n, d) unit rows; `fingerprint` names the embedder that it is from.
    """
    table = schema.chunks.c
    with library.database.read() as connection:
        chunks = connection.execute(select(table.key, table.header, table.text)).all()
    blobs: list[dict[str, object]] = []
    for batch in (chunks[i : i + _BATCH] for i in range(0, len(chunks), _BATCH)):
        vectors = encode([embedded_text(row.header, row.text) for row in batch])
        blobs += [
            {"k": row.key, "v": vector.astype(np.float32).tobytes()}
            for row, vector in zip(batch, vectors, strict=True)
        ]
        on_progress(len(blobs), len(chunks))
    with library.database.begin() as connection:
        for blob in blobs:
            connection.execute(text("UPDATE chunks SET vector = :v WHERE key = :k"), blob)
        set_value(connection, "embedder", fingerprint)
        rows.next_generation(connection)
    return len(blobs)
