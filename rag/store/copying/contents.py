"""The rows of a table as they are kept, read and written so that nothing about them changes on the way."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import JSON, Column, ColumnElement, Connection, Integer, Table, Text, cast, select, tuple_

Row = tuple[Any, ...]
Tally = tuple[int, int]
"""How many rows there are, and the sum of their hashes, which no order of them changes."""

_HASH = 16  # bytes


def batches(connection: Connection, table: Table, size: int, after: Row | None = None) -> Iterator[list[Row]]:
    """All rows in the order of their keys, at most `size` at once; those beyond the key `after`, where it is given."""
    while rows := _next(connection, table, size, after):
        yield rows
        after = key_of(table, rows[-1])


def key_of(table: Table, row: Row) -> Row:
    """The primary key of a row."""
    names = [column.name for column in table.columns]
    return tuple(row[names.index(column.name)] for column in table.primary_key)


def last_key(connection: Connection, table: Table) -> Row | None:
    """The highest primary key; None where there are no rows."""
    query = select(*table.primary_key).order_by(*(column.desc() for column in _ordered(connection, table)))
    found = connection.execute(query.limit(1)).first()
    return None if found is None else tuple(found)


def write(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Put rows in, each value as it was read."""
    quoted = connection.dialect.identifier_preparer
    names = ", ".join(quoted.format_column(column) for column in table.columns)
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    marks = ", ".join(mark for _ in table.columns)
    statement = f"INSERT INTO {quoted.format_table(table)} ({names}) VALUES ({marks})"
    connection.exec_driver_sql(statement, [tuple(row) for row in rows])


def tally(connection: Connection, table: Table, size: int) -> Tally:
    """Of all rows of a table."""
    count = total = 0
    for rows in batches(connection, table, size):
        count += len(rows)
        total = (total + sum(map(_hashed, rows))) % (1 << 8 * _HASH)
    return count, total


def _next(connection: Connection, table: Table, size: int, after: Row | None) -> list[Row]:
    ordered = _ordered(connection, table)
    query = select(*(_as_kept(column) for column in table.columns)).order_by(*ordered).limit(size)
    if after is not None:
        query = query.where(tuple_(*ordered) > tuple_(*after))
    return [tuple(row) for row in connection.execute(query)]


def _ordered(connection: Connection, table: Table) -> list["ColumnElement[Any]"]:
    """The primary key, texts by their bytes on each kind of database."""
    by_bytes = "C" if connection.dialect.name == "postgresql" else "BINARY"
    return [
        column if isinstance(column.type, Integer) else column.collate(by_bytes)
        for column in table.primary_key
    ]


def _as_kept(column: "Column[Any]") -> "ColumnElement[Any]":
    """JSON as the text that it is, so that not a space in it changes."""
    return cast(column, Text).label(column.name) if isinstance(column.type, JSON) else column


def _hashed(row: Row) -> int:
    body = json.dumps([value.hex() if isinstance(value, bytes) else value for value in row])
    return int.from_bytes(hashlib.blake2b(body.encode(), digest_size=_HASH).digest())
