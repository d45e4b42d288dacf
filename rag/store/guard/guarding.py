"""A database on a server guarded, with the address of its owner, for a role that Lectern then works as."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, inspect
from sqlalchemy.exc import DatabaseError

from rag.common.files import private_folder
from rag.errors import LecternError
from rag.store.care.belonging import check_belongs, is_new
from rag.store.database import Database, set_value
from rag.store.dialects.choosing import server_dialect_of
from rag.store.dialects.dialect import SQLDialect
from rag.store.dialects.postgresql import GUARDED
from rag.store.guard.opening import is_above
from rag.store.guard.policies import KEYS, TELL, functions, policies, rules
from rag.store.guard.signing import SigningKey
from rag.values.people import ALONE

_ROLE = "SELECT rolcanlogin FROM pg_roles WHERE rolname = %s"
_MAKE_KEYS = (
    f"CREATE TABLE IF NOT EXISTS {KEYS} "
    "(key BYTEA NOT NULL, inner_pad BYTEA NOT NULL, outer_pad BYTEA NOT NULL)"
)


def guard(owners_url: str, folder: Path, role: str) -> None:
    """Guard the database of the library in `folder`, and let `role` work there; done again, it follows the rules and
    the tables of this Lectern. `owners_url` is the address as which its tables are owned. An empty database becomes a
    new library first, one of an older format is brought to today's.

    Raises LecternError where it is no database on a server, or the role could switch the guard off.
    """
    dialect = server_dialect_of(owners_url, folder, "be guarded")
    with _explained(dialect) as connection:
        _check_role(connection, role)
        if inspect(connection).has_table(KEYS):
            _agree_on_key(connection, folder)
    private_folder(folder)
    database = Database(owners_url, folder, makes=is_new(folder))
    try:
        check_belongs(database, folder)
        key = SigningKey.in_folder(folder) or SigningKey.new()
        key.keep(folder)
        with database.begin() as connection:
            _guard(connection, role, key)
    finally:
        database.close()


@contextmanager
def _explained(dialect: SQLDialect) -> Iterator[Connection]:
    """A transaction before it is known what there is."""
    engine = dialect.engine()
    try:
        with engine.begin() as connection:
            yield connection
    except DatabaseError as error:
        raise dialect.in_words(error.orig) or error from error
    finally:
        engine.dispose()


def _agree_on_key(connection: Connection, folder: Path) -> None:
    """Let the folder and a database that is guarded already have one key: the folder's, where it has one."""
    key = SigningKey.in_folder(folder)
    kept = SigningKey(bytes(connection.exec_driver_sql(f"SELECT key FROM {KEYS}").scalar_one()))
    if key is None:
        kept.keep(folder)
    if key is None or key.raw == kept.raw:
        return
    _keep(connection, key)
    set_value(connection, GUARDED, f":{key.name}")  # by no rules, until they are made anew


def _keep(connection: Connection, key: SigningKey) -> None:
    connection.exec_driver_sql(f"DELETE FROM {KEYS}")
    connection.exec_driver_sql(f"INSERT INTO {KEYS} VALUES (%s, %s, %s)", (key.raw, *key.pads))
    connection.exec_driver_sql(TELL, (key.signed(ALONE),))


def _check_role(connection: Connection, role: str) -> None:
    found = connection.exec_driver_sql(_ROLE, (role,)).first()
    if found is None:
        raise LecternError(
            f'There is no role "{role}" on the server. Make it: CREATE ROLE {role} LOGIN PASSWORD …'
        )
    if not found[0]:
        raise LecternError(f'The role "{role}" may not sign in. Let it: ALTER ROLE {role} LOGIN')
    if is_above(connection, role):
        raise LecternError(
            f'The role "{role}" could switch the guard off: it owns the tables, is a superuser or passes row-level '
            "security by (BYPASSRLS). Make one for Lectern that is none of this."
        )


def _guard(connection: Connection, role: str, key: SigningKey) -> None:
    quoted = connection.dialect.identifier_preparer.quote
    place = quoted(str(connection.exec_driver_sql("SELECT current_schema()").scalar_one()))
    connection.exec_driver_sql(_MAKE_KEYS)
    _keep(connection, key)
    for function in functions(place):
        connection.exec_driver_sql(function)
    tables = [table for table in inspect(connection).get_table_names() if table != KEYS]
    for statement in policies(tables):
        connection.exec_driver_sql(statement)
    to = quoted(role)
    connection.exec_driver_sql(f"REVOKE ALL ON {KEYS} FROM PUBLIC, {to}")
    connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {place} TO {to}")
    connection.exec_driver_sql(f"REVOKE CREATE ON SCHEMA {place} FROM PUBLIC, {to}")
    names = ", ".join(map(quoted, tables))
    connection.exec_driver_sql(f"REVOKE ALL ON {names} FROM PUBLIC, {to}")  # TRUNCATE asks no policy
    connection.exec_driver_sql(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {names} TO {to}")
    connection.exec_driver_sql(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {place} TO {to}")
    set_value(connection, GUARDED, f"{rules()}:{key.name}")
