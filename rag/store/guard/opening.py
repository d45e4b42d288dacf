"""What is looked at before a library on a server is opened."""

from pathlib import Path

from sqlalchemy import Connection

from rag.errors import LibraryUnavailable
from rag.store.care.belonging import check_belongs
from rag.store.database import Database
from rag.store.dialects.postgresql import GUARDED
from rag.store.guard.policies import KEYS, rules
from rag.store.index.cached import drop_later

# Those that a role can become, itself among them.
_PASSES = (
    "SELECT bool_or(r.rolsuper OR r.rolbypassrls) FROM pg_roles AS r WHERE pg_has_role(%s, r.oid, 'MEMBER')"
)
_OWNS = (
    "SELECT bool_or(pg_has_role(%s, c.relowner, 'MEMBER')) FROM pg_class AS c "
    "WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'"
)
_UNGUARDED = (
    "SELECT c.relname FROM pg_class AS c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' "
    f"AND c.relname <> '{KEYS}' AND NOT (c.relrowsecurity AND c.relforcerowsecurity) ORDER BY 1 LIMIT 1"
)


def check_on_server(database: Database, folder: Path) -> None:
    """Raise LibraryUnavailable where the library in `database` is not that of the files in `folder`, or its guard does
    not hold. A cache of a later state of it is deleted."""
    check_belongs(database, folder)
    check_guard(database)
    drop_later(folder / "vectors.faiss", *database.state)


def check_guard(database: Database) -> None:
    """Raise LibraryUnavailable where a database that was guarded is so no more for who has it open: they could switch
    the guard off, or it was made by another Lectern's rules."""
    guarded = database.value(GUARDED)
    if guarded is None:
        return
    with database.read() as connection:
        me = str(connection.exec_driver_sql("SELECT current_user").scalar_one())
        if is_above(connection, me):
            raise LibraryUnavailable(
                f"The library at {database.place} is guarded, and {me} could switch that off. Set LECTERN_DATABASE to "
                "the address of the role that it is guarded for."
            )
        open_table = connection.exec_driver_sql(_UNGUARDED).scalar()
    if open_table is not None or not guarded.startswith(rules()):
        raise LibraryUnavailable(
            f"The library at {database.place} is guarded by other rules than this Lectern's. With the address of its "
            "owner as LECTERN_DATABASE, do this again: python -m rag.store guard ROLE"
        )


def is_above(connection: Connection, role: str) -> bool:
    """Whether the guard does not hold for a role, or would not if it wanted."""
    return any(connection.exec_driver_sql(query, (role,)).scalar() for query in (_PASSES, _OWNS))
