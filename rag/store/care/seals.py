"""Checksums of what is kept, made in the transaction that writes it, and compared by the full check.

A row that was changed by anything but Lectern, if only in one letter, has another one.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from rag.store.tables.seals import SEALED, Sealed

Execute = Callable[..., Any]
"""Runs SQL with values: `sqlite3.Connection.execute`, or `exec_driver_sql` of SQLAlchemy's connection."""


def seal(execute: Execute) -> None:
    """Give a checksum to whatever was written since the last time. In the transaction that wrote it."""
    waiting = execute("SELECT kind, key FROM unsealed").fetchall()
    if not waiting:
        return
    for kind, key in waiting:
        same = " AND ".join(f't."{column}" = ?' for column in SEALED[kind].key)
        found = execute(f"{_rows(kind, SEALED[kind])} WHERE {same}", tuple(key.split("/"))).fetchone()
        if found is not None:
            _keep(execute, kind, key, found[1:])
    execute("DELETE FROM unsealed")


def seal_all(execute: Execute) -> None:
    """Give a checksum to everything that is there: what is read now is taken for good."""
    for kind, sealed in SEALED.items():
        for key, *values in execute(_rows(kind, sealed)).fetchall():
            _keep(execute, kind, key, values)
    execute("DELETE FROM unsealed")


def broken_seals(execute: Execute) -> Iterator[tuple[str, str]]:
    """(what it is called, its key) of whatever is not what was written."""
    for kind, sealed in SEALED.items():
        known = dict(execute("SELECT key, digest FROM seals WHERE kind = ?", (kind,)).fetchall())
        for key, *values in execute(_rows(kind, sealed)):
            if known.pop(str(key), None) != _digest(values):
                yield f"{sealed.called} that are not what was written", str(key)
        yield from ((f"{sealed.called} that are lost", key) for key in known)


def _rows(kind: str, sealed: Sealed) -> str:
    columns = ", ".join(f't."{column}"' for column in sealed.columns)
    return f"SELECT {sealed.key_of('t')}, {columns} FROM {kind} t"


def _keep(execute: Execute, kind: str, key: str, values: Sequence[Any]) -> None:
    execute("INSERT OR REPLACE INTO seals (kind, key, digest) VALUES (?, ?, ?)", (kind, key, _digest(values)))


def _digest(values: Sequence[Any]) -> str:
    """32 hex digits; of values as SQLite gives them."""
    body = json.dumps([value.hex() if isinstance(value, bytes) else value for value in values])
    return hashlib.blake2b(body.encode(), digest_size=16).hexdigest()
