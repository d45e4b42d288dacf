"""A library's database copied to another one, of whatever kind; its folder of originals stays where it is.

It goes table by table, those first that others refer to, in batches that are kept one by one: stopped in between, it
goes on where it was. What came is compared with what was there, by number and by hashes. Until that is done the new
database says that it is being copied into, and no library is opened from it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Table, delete, select

from rag.common.files import PRIVATE
from rag.errors import LecternError
from rag.language.words import terms
from rag.store import schema
from rag.store.care.belonging import belong, check_source
from rag.store.copying.alone import alone
from rag.store.copying.contents import batches, last_key, tally, write
from rag.store.copying.numbering import number_on
from rag.store.database import Database, set_value
from rag.store.dialects.choosing import dialect_of
from rag.store.dialects.postgresql import GUARDED
from rag.store.index.server_vectors import SETTING
from rag.store.index.words import words_of
from rag.store.migrations.run import FILLED_FROM

_BATCH = 500  # rows
_NOT_COPIED = {"meta", "migrations", "seals", "unsealed"}
"""The first two are made anew, the last two are the new database's own affair."""

_OWN = ("library", "schema", GUARDED, SETTING)
"""The values of `meta` that are the new database's own affair."""

Progress = Callable[[str, int], None]
"""Told the name of a table, and how many rows of it have come."""


@dataclass(frozen=True, slots=True)
class Copied:
    """How many rows came by this time and by earlier tries, and how many there are of documents and of chunks."""

    rows: int
    documents: int
    chunks: int


def copy_library(
    source: str, target: str, folder: Path, progress: Progress = lambda table, rows: None
) -> Copied:
    """Copy the database at the URL `source` to the one at `target`, which is empty or has a part of the same copy, both
    of the library in `folder`.

    The source is left as it is. Raises LecternError where either cannot be used, Lectern is running, or what came is
    not what was there.
    """
    _check_places(source, target, folder)
    with alone(folder, source, target):
        old = Database(source, folder)
        try:
            with old.begin() as reading:  # so that nobody writes meanwhile, whatever writes
                identity = old.value("library") or ""
                new = Database(target, folder, filled_from=identity)
                try:
                    check_source(folder, identity, new.value("library") or "")
                    return _copied(reading, new, folder, progress)
                finally:
                    new.close()
        finally:
            old.close()


def _check_places(source: str, target: str, folder: Path) -> None:
    """Raise LecternError where a file of SQLite is not in the folder, or is not there to be copied."""
    if not folder.is_dir():
        raise LecternError(f"There is no folder {folder}. Choose that of the library's files with --library.")
    for url in (source, target):
        dialect = dialect_of(url, folder)
        if dialect.folder.resolve() != folder.resolve():
            raise LecternError(
                f"The database {dialect.place} and the files that belong to it are in one folder. Say so: "
                f'--library "{dialect.folder}"'
            )
        if dialect.file is not None and not dialect.file.exists():
            if url == source:
                raise LecternError(f"There is no library at {dialect.place}. Check the path.")
            dialect.file.touch(PRIVATE)


def _copied(reading: Connection, new: Database, folder: Path, progress: Progress) -> Copied:
    tables = [table for table in schema.metadata.sorted_tables if table.name not in _NOT_COPIED]
    for table in tables:
        _fill(reading, new, table, progress)
    counts = _compared(reading, new, tables)
    belong(new, folder)  # first: stopped between the two, the copy can be done again
    with new.begin() as writing:
        number_on(reading, writing)
        _finish(reading, writing)
    return Copied(sum(counts.values()), counts["documents"], counts["chunks"])


def _fill(reading: Connection, new: Database, table: Table, progress: Progress) -> None:
    """Copy what is not there yet."""
    with new.read() as connection:
        last = last_key(connection, table)
    count = 0
    for rows in batches(reading, table, _BATCH, last):
        with new.begin() as writing:
            write(writing, table, rows)
            if table is schema.chunks:
                words_of(writing).add(writing, [_words(row) for row in rows])
        count += len(rows)
        progress(table.name, count)


def _words(row: tuple[object, ...]) -> tuple[int, str, str]:
    """Key, header and body of a chunk as index terms."""
    chunk = dict(zip(schema.chunks.c.keys(), row, strict=True))
    return int(str(chunk["key"])), " ".join(terms(str(chunk["header"]))), " ".join(terms(str(chunk["text"])))


def _compared(reading: Connection, new: Database, tables: list[Table]) -> dict[str, int]:
    """How many rows each table has. Raises LecternError where one is not what it was copied from."""
    with new.read() as connection:
        tallies = {table.name: tally(connection, table, _BATCH) for table in tables}
    other = [table.name for table in tables if tallies[table.name] != tally(reading, table, _BATCH)]
    if other:
        raise LecternError(
            f"What came is not what was there, in {', '.join(other)}: the library was changed between two tries. "
            "Copy it anew, into an empty database."
        )
    return {name: count for name, (count, _) in tallies.items()}


def _finish(reading: Connection, writing: Connection) -> None:
    """Make a library of it. Its identity stays its own: from now on the two may differ, and no cache is of both."""
    table = schema.meta
    for key, value in reading.execute(select(table.c.key, table.c.value)).all():
        if key not in _OWN:
            set_value(writing, key, value)
    writing.execute(delete(table).where(table.c.key == FILLED_FROM))
