"""Which format a database has, and the steps from there to today's."""

import time

from sqlalchemy import Connection, insert, inspect, select, update

from rag.errors import LibraryUnavailable
from rag.store import schema
from rag.store.dialects.dialect import SQLDialect
from rag.store.migrations import steps

FILLED_FROM = "filled from"
"""In `meta` while another library is copied into the database: the identity of that."""


def format_of(connection: Connection, dialect: SQLDialect, filled_from: str = "") -> int | None:
    """The number of the format of the database; None where it is empty. `filled_from` is the identity of the library
    that is being copied into it, "" for none.

    Raises LibraryUnavailable where it is no library, is damaged, or was written by a newer Lectern.
    """
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return None
    if not {"meta", "documents"} <= tables:
        raise dialect.foreign()
    meta = schema.meta.c
    known = select(meta.key, meta.value).where(meta.key.in_(("schema", FILLED_FROM)))
    kept = {row.key: row.value for row in connection.execute(known)}
    if filled_from != kept.get(FILLED_FROM, ""):
        raise _filled(dialect, bool(filled_from))
    stored = kept.get("schema")
    if stored is None or not str(stored).isdecimal() or int(stored) < steps.BASELINE:
        raise dialect.damaged(f"the number of its format is {stored!r}")
    if int(stored) > steps.NEWEST:
        raise LibraryUnavailable(
            f"The library at {dialect.place} was written by a newer Lectern (format {stored}, this one "
            f"knows {steps.NEWEST}). Update Lectern, or choose another folder."
        )
    return int(stored)


def _filled(dialect: SQLDialect, is_copied_into: bool) -> LibraryUnavailable:
    """What to do where a copy goes into what is no part of it, or a part of a copy is opened as a library."""
    if is_copied_into:
        return LibraryUnavailable(
            f"There is something in {dialect.place} already that is no part of this copy. Choose an empty "
            "database, or put that one away first."
        )
    return LibraryUnavailable(
        f"A library was being copied to {dialect.place}, and not all of it has come. Do that again, it goes on where "
        "it was: python -m rag.store copy FROM TO"
    )


def stamp(connection: Connection, numbers: range) -> None:
    """Write down that a database has these formats behind it, the last of which it has now."""
    for number in numbers:
        if number != steps.BASELINE and number not in steps.STEPS:
            continue  # a number that no step has: it may get one in a later Lectern, which must take it then
        name = steps.STEPS[number].__name__ if number in steps.STEPS else "baseline"
        row = {"number": number, "name": name, "applied": time.time()}
        connection.execute(insert(schema.migrations).values(**row))


def outstanding(connection: Connection) -> list[int]:
    """The numbers of the steps that a database, which is no empty one, has not behind it, in order.

    Steps are told by their numbers and not by the last one: two that were made at the same time may come in either
    order.
    """
    if not inspect(connection).has_table(schema.migrations.name):
        return sorted(steps.STEPS)
    return sorted(steps.STEPS.keys() - set(connection.execute(select(schema.migrations.c.number)).scalars()))


def migrate(connection: Connection, dialect: SQLDialect) -> None:
    """Bring the database to today's format, in the caller's write transaction.

    Its dialect keeps a copy before. Whatever is raised, the transaction must be rolled back; `failed` says it in words.
    """
    found = format_of(connection, dialect)
    if found is None or not outstanding(connection):  # another process was quicker
        return
    dialect.keep_copy(found)
    _take_steps(connection, dialect, found)


def failed(dialect: SQLDialect, error: Exception) -> LibraryUnavailable:
    """What to do where a step failed."""
    reason = (str(error) or type(error).__name__).splitlines()[0]
    kept = "" if dialect.file is None else " The folder copies/ beside the library has a copy of it."
    return LibraryUnavailable(
        f"The library at {dialect.place} is of an older format, and could not be brought to format {steps.NEWEST}, "
        f"which this Lectern needs ({reason}). Nothing was changed: go on with the Lectern that you used before, and "
        f"report this.{kept}"
    )


def _take_steps(connection: Connection, dialect: SQLDialect, found: int) -> None:
    schema.migrations.create(connection, checkfirst=True)
    if found == steps.BASELINE:
        stamp(connection, range(found, found + 1))
    for number in outstanding(connection):
        steps.STEPS[number](connection)
        stamp(connection, range(number, number + 1))
    newest = {"value": str(steps.NEWEST)}
    connection.execute(update(schema.meta).where(schema.meta.c.key == "schema").values(**newest))
    broken = dialect.broken_references(connection)
    if broken:
        raise ValueError(f"{len(broken)} rows refer to what is not there, the first is in {broken[0]}")
