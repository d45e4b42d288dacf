"""A damaged library begun anew from what can be read of it and from the originals in `files/`.

Collections, chats, notes, test sets and runs are taken over as far as their rows can be read. Documents keep their ids,
by which chats cite them, and are marked as to be read again (`reader` 0), which `Ingester.reread` does. One whose
original is missing is taken over as it is, where all of it can be read. Nothing is deleted: the damaged database is put
into `damaged/`.
"""

import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import Any

from sqlalchemy import JSON

from rag.common.files import is_sha256, sha256
from rag.language.words import terms
from rag.store import schema
from rag.store.care.backup import exchange, put_aside, workplace
from rag.store.care.check import is_json
from rag.store.care.seals import seal_all
from rag.store.database import Database

RECOVERED = "Recovered"
"""The collection of originals of which nobody knows any more what they were called."""

_DERIVED = {"pages", "chunks", "units", "meta", "migrations", "documents", "collections", "seals", "unsealed"}
_HASH = 64  # characters of a SHA-256
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What became of a damaged library: documents to read again, documents taken over without their original, the
    names of those that are lost, how many rows of chats and the like there are, and where the damaged one is."""

    to_read: int
    taken_over: int
    lost: tuple[str, ...]
    rows: int
    damaged: Path | None


def salvage(folder: Path) -> Salvaged:
    """Begin the library in `folder` anew. Raises OSError, sqlite3.Error, LecternError with nothing changed."""
    database = folder / "library.db"
    with workplace(folder) as place:
        fresh = place / "library.db"
        made = Database(f"sqlite:///{fresh}")
        made.close()
        old = _Old(database)
        with closing(sqlite3.connect(fresh)) as new:
            new.execute("PRAGMA foreign_keys=OFF")
            with new:
                found = _fill(new, old, folder / "files")
                seal_all(new.execute)
        old.close()
        aside = put_aside(folder, "damaged")
        exchange(fresh, database)
    (folder / "vectors.faiss").unlink(missing_ok=True)
    return Salvaged(*found, aside)


class _Old:
    """What can be read of a damaged database."""

    def __init__(self, file: Path) -> None:
        self._connection = (
            sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True) if _is_there(file) else None
        )
        if self._connection is not None:
            self._connection.row_factory = sqlite3.Row
            self._connection.text_factory = lambda raw: raw.decode("utf-8", errors="replace")

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()

    def rows(self, table: str, where: str = "", values: Sequence[Any] = ()) -> list[Row]:
        """The rows that can be read: from the front to where it breaks, and from the back to there."""
        found: dict[int, Row] = {}
        for order in ("ASC", "DESC"):
            query = f'SELECT rowid AS _row, * FROM "{table}" {where} ORDER BY rowid {order}'
            if self._into(found, query, values):
                break
        return list(found.values())

    def all(self, table: str, where: str, values: Sequence[Any]) -> list[Row] | None:
        """The rows, or None where one of them cannot be read."""
        if self._connection is None:
            return None
        try:
            return [dict(row) for row in self._connection.execute(f'SELECT * FROM "{table}" {where}', values)]
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            return None

    def _into(self, found: dict[int, Row], query: str, values: Sequence[Any]) -> bool:
        """Put the rows of a query into `found`; whether it came to its end."""
        if self._connection is None:
            return True
        try:
            for row in self._connection.execute(query, values):
                found.setdefault(row["_row"], _without_number(row))
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            return False
        return True


def _without_number(row: sqlite3.Row) -> Row:
    named = dict(row)
    del named["_row"]
    return named


def _is_there(file: Path) -> bool:
    return file.exists() and file.stat().st_size > 0


def _fill(new: sqlite3.Connection, old: _Old, files: Path) -> tuple[int, int, tuple[str, ...], int]:
    collections = {row["id"]: row for row in old.rows("collections") if row.get("name")}
    for row in collections.values():
        _insert(new, "collections", row)
    recovered = _name_of_recovered(old, [str(row["name"]) for row in collections.values()])
    originals = _originals(files)
    to_read, taken_over, lost, known = 0, 0, [], set()
    for row in old.rows("documents"):
        original = f"{row.get('sha256')}{row.get('suffix')}"
        if not is_sha256(row.get("sha256")):
            lost.append(str(row.get("name")))
            continue
        if row.get("collection_id") not in collections:
            row["collection_id"] = _recovered(new, recovered)
        if original in originals:
            known.add(original)
            to_read += _insert(new, "documents", {**row, "reader": 0})
        elif _take_over(new, old, row):
            taken_over += 1
        else:
            lost.append(str(row.get("name")))
    for row in old.rows("versions"):
        known.add(f"{row.get('sha256')}{row.get('suffix')}")
    jobs = {str(row.get("sha256")): row for row in old.rows("jobs") if row.get("name")}
    for original in sorted(originals - known):
        to_read += _insert(new, "documents", _unknown(files / original, _recovered(new, recovered), jobs))
    rows = sum(_insert(new, table, row) for table in _kept_tables() for row in old.rows(table))
    _drop_what_hangs(new)
    _keep_embedder(new, old, taken_over)
    return to_read, taken_over, tuple(lost), rows


def _kept_tables() -> Iterator[str]:
    """What is not made of documents, those first that others refer to."""
    return (table.name for table in schema.metadata.sorted_tables if table.name not in _DERIVED)


def _insert(new: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> int:
    """Put a row in, with the columns that both know; 1, or 0 where it does not fit."""
    columns = []
    for column in schema.metadata.tables[table].columns:
        if column.name not in row:
            continue
        if isinstance(column.type, JSON) and not is_json(row[column.name]):
            if not column.nullable and column.server_default is None:
                return 0
            continue
        columns.append(column.name)
    marks = ", ".join("?" for _ in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    try:
        new.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', [row[name] for name in columns])
    except (sqlite3.IntegrityError, sqlite3.InterfaceError):
        return 0
    return 1


def _take_over(new: sqlite3.Connection, old: _Old, row: Row) -> bool:
    """Keep a document without its original as it was read; False where a part of it cannot be read."""
    parts = {
        table: old.all(table, "WHERE document_id = ?", [row["id"]]) for table in ("pages", "chunks", "units")
    }
    if not parts["pages"] or not parts["chunks"] or parts["units"] is None:
        return False
    if not _insert(new, "documents", row):
        return False
    for table, found in parts.items():
        for part in found or []:
            _insert(new, table, part)
    for chunk in parts["chunks"]:
        words = (chunk["key"], " ".join(terms(chunk["header"])), " ".join(terms(chunk["text"])))
        new.execute("INSERT INTO chunk_terms (rowid, header, body) VALUES (?, ?, ?)", words)
    return True


def _name_of_recovered(old: _Old, names: Sequence[str]) -> str:
    """What the collection of what belongs to none is called. In a class it is always a new one, which has no members:
    nobody knows any more whose that was."""
    if not old.rows("memberships"):
        return RECOVERED
    tried = chain([RECOVERED], (f"{RECOVERED} {number}" for number in count(2)))
    return next(name for name in tried if name not in names)


def _recovered(new: sqlite3.Connection, name: str) -> int:
    """The id of the collection for what belongs to none; made where it is not there."""
    values = (name, time.time())
    new.execute("INSERT INTO collections (name, created) VALUES (?, ?) ON CONFLICT DO NOTHING", values)
    return int(new.execute("SELECT id FROM collections WHERE name = ?", (name,)).fetchone()[0])


def _unknown(original: Path, collection: int, jobs: Mapping[str, Row]) -> Row:
    """A document of which only the original is left, and perhaps by whom, as what and for whom it was handed in."""
    digest = original.name[:_HASH]
    job = jobs.get(digest, {})
    name = f"{str(job.get('name', digest[:8])).removesuffix(original.suffix)}{original.suffix}"
    return {
        "collection_id": collection,
        "name": name,
        "title": name,
        "sha256": digest,
        "media_type": "",
        "size": original.stat().st_size,
        "suffix": original.suffix,
        "owner": str(job.get("owner") or ""),
        "only_for": str(job.get("only_for") or ""),
        "added": original.stat().st_mtime,
        "problems": "[]",
        "given_title": "",
        "reader": 0,
    }


def _originals(files: Path) -> set[str]:
    """The names of the originals that are what their name says."""
    if not files.is_dir():
        return set()
    return {path.name for path in files.iterdir() if path.is_file() and path.name[:_HASH] == sha256(path)}


def _drop_what_hangs(new: sqlite3.Connection) -> None:
    """Delete rows that refer to rows that could not be read, until there are none; a link that may be empty is, but
    where the row would go with the other: of a link for a new password it would make an invitation."""
    while broken := new.execute("PRAGMA foreign_key_check").fetchall():
        for table, row, _, number in broken:
            column, on_delete = next(
                (key[3], key[6])
                for key in new.execute(f'PRAGMA foreign_key_list("{table}")')
                if key[0] == number
            )
            may_be_empty = schema.metadata.tables[table].c[column].nullable and on_delete != "CASCADE"
            if row is not None and may_be_empty:
                new.execute(f'UPDATE "{table}" SET "{column}" = NULL WHERE rowid = ?', (row,))
            elif row is not None:
                new.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (row,))
            else:  # a table without row numbers
                new.execute(f'DELETE FROM "{table}" WHERE document_id NOT IN (SELECT id FROM documents)')


def _keep_embedder(new: sqlite3.Connection, old: _Old, taken_over: int) -> None:
    """Which embedder made the vectors that were taken over."""
    embedder = next((row["value"] for row in old.rows("meta") if row.get("key") == "embedder"), None)
    if taken_over and embedder:
        new.execute("INSERT INTO meta (key, value) VALUES ('embedder', ?)", (embedder,))
