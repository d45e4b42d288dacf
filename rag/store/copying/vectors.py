"""Where the vectors of a library on a server are searched: by the database, with pgvector, or in each process."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from sqlalchemy import Connection, delete, func, select
from sqlalchemy.exc import DatabaseError

from rag.errors import LecternError
from rag.store import schema
from rag.store.copying.alone import alone
from rag.store.database import Database, set_value
from rag.store.dialects.choosing import server_dialect_of
from rag.store.index.server_vectors import ON_SERVER, SETTING, TABLE, add

_BATCH = 2000  # rows
_THERE = "SELECT 1 FROM pg_extension WHERE extname = 'vector'"
_LINKS = 600  # bytes of a passage in the graph, beside its vector
# Megabytes of the server while the index is made: without enough it takes far longer.
_LEAST, _MOST_MEMORY = 64, 2000
_MOST = 4000  # numbers of a vector; pgvector's index takes no more at half precision
_MAKE = (
    f"CREATE TABLE {TABLE} (key INTEGER PRIMARY KEY REFERENCES chunks (key) ON DELETE CASCADE, "
    "document_id INTEGER NOT NULL, vector halfvec({dimension}) NOT NULL)"
)
_INDEX = (
    # With the usual 64 it loses one in forty of the ten nearest of 17,000 passages, with 200 none.
    f"CREATE INDEX {TABLE}_nearest ON {TABLE} USING hnsw (vector halfvec_ip_ops) WITH (ef_construction = 200)",
    f"CREATE INDEX {TABLE}_document ON {TABLE} (document_id)",
    f"ANALYZE {TABLE}",
)

Progress = Callable[[int], None]
"""Told how many vectors have come."""


def search_on_server(url: str, folder: Path, progress: Progress = lambda count: None) -> int:
    """Let the database at `url` search the vectors of its library, whose files are in `folder`; how many there are.
    What is added later comes to them by itself. Done again, all is made anew, for another embedder too.

    Raises LecternError where Lectern is running, or the database cannot do it.
    """
    server_dialect_of(url, folder, "search vectors")
    with alone(folder, url):
        database = Database(url, folder, makes=False)
        try:
            with database.begin() as connection:
                _drop(connection)
                count = _made(connection, progress)
                set_value(connection, SETTING, ON_SERVER)
        finally:
            database.close()
    (folder / "vectors.faiss").unlink(missing_ok=True)
    return count


def search_in_memory(url: str, folder: Path) -> None:
    """Let each process search the vectors of the library again, as where there is no pgvector."""
    server_dialect_of(url, folder, "search vectors")
    with alone(folder, url):
        database = Database(url, folder, makes=False)
        try:
            with database.begin() as connection:
                _drop(connection)
        finally:
            database.close()


def _drop(connection: Connection) -> None:
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {TABLE}")
    connection.execute(delete(schema.meta).where(schema.meta.c.key == SETTING))


def _made(connection: Connection, progress: Progress) -> int:
    _check_extension(connection)
    table = schema.chunks.c
    bytes_of = connection.execute(select(func.max(func.length(table.vector)))).scalar()
    if bytes_of is None:
        raise LecternError(
            "There are no passages yet. Add documents first: then it is known how long vectors are."
        )
    dimension = int(bytes_of) // np.dtype(np.float32).itemsize
    if dimension > _MOST:
        raise LecternError(
            f"Vectors of this embedder have {dimension} numbers; pgvector's index takes {_MOST}."
        )
    connection.exec_driver_sql(_MAKE.format(dimension=dimension))
    last = count = 0
    query = select(table.key, table.document_id, table.vector).order_by(table.key).limit(_BATCH)
    while rows := connection.execute(query.where(table.key > last)).all():
        add(connection, [(row.key, row.document_id, np.frombuffer(row.vector, np.float32)) for row in rows])
        last, count = rows[-1].key, count + len(rows)
        progress(count)
    megabytes = min(max(count * (2 * dimension + _LINKS) // 1_000_000, _LEAST), _MOST_MEMORY)
    connection.exec_driver_sql(f"SET LOCAL maintenance_work_mem = '{megabytes}MB'")
    connection.exec_driver_sql("SET LOCAL max_parallel_maintenance_workers = 0")
    for statement in _INDEX:  # of what is there at once: many times as fast as one by one
        connection.exec_driver_sql(statement)
    return count


def _check_extension(connection: Connection) -> None:
    if connection.exec_driver_sql(_THERE).first() is not None:
        return
    try:
        with connection.begin_nested():
            connection.exec_driver_sql("CREATE EXTENSION vector")
    except DatabaseError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise LecternError(
            f"The database has no pgvector ({reason}). Install pgvector 0.8 or later on the server, and let a "
            "superuser of it do this in the database: CREATE EXTENSION vector"
        ) from error
