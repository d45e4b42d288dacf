"""A library on a server of PostgreSQL, of which several processes may read at once, and one writes at a time.

There are no seals here, no check and no copies before a change of the format: all of that watches over a file that lies
on somebody's disk. A server has checksums of its pages (`initdb --data-checksums`) and backups (`pg_dump`) of its own.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import String

from rag.errors import LecternError, LibraryUnavailable
from rag.store.care.opening import OpeningCheck
from rag.store.claims.claims import Claims
from rag.store.claims.on_server import ServerClaims
from rag.store.guard.policies import TELL
from rag.store.guard.signing import SigningKey
from rag.store.index.words import words_of
from rag.store.schema import meta
from rag.values.people import Asker

_DRIVER = "postgresql+psycopg"
_WRITERS = 0x4C45_4354  # the number of the lock of writers; of nothing else in the database
_WAIT = "60s"
GUARDED = "guarded"
"""In `meta` of a database with row-level security: by which rules, and with which key; see rag/store/guard."""

_REASONS = {
    "28000": "the server does not let this user in. Check the user's name and rights",
    "28P01": "the server does not take the password. Check it",
    "3D000": "there is no such database on the server. Make it (createdb), or check its name",
    "42501": "this user may not do that there. Let the user own the database",
    "53100": "the server's disk is full. Free some space and do it again; what was kept before is whole",
    "53200": "the server has too little free memory. Do it again later",
    "53300": "the server has no connection left. Let it have more (max_connections), or do it again later",
    "55P03": "another process has been writing for a minute. Wait for it, and do it again",
    "57P01": "the server was stopped. Start it, and do it again",
    "57P02": "the server was stopped. Wait until it is up, and do it again",
    "57P03": "the server is only starting. Do it again in a moment",
    "58030": "the server's disk does not read or write. Check it",
}
"""What a person can act on, by SQLSTATE; any other error is a bug."""

_NO_RIGHT = "42501"
_NOT_GUARDED_SO = (
    "the role that Lectern works as may not do that there. With the address of the database's owner as "
    "LECTERN_DATABASE, do this, also after Lectern was updated: python -m rag.store guard ROLE"
)
_DAMAGED = {"XX001", "XX002"}
_NUL = "NUL (0x00)"
_ROW_SECURITY = "row-level security"


class PostgreSQL:
    """A `SQLDialect`: a database of its own on a server. `folder` is the library's, for originals and caches."""

    file: Path | None = None
    reading: Mapping[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    errors: tuple[type[Exception], ...] = ()

    def __init__(self, url: str, folder: Path) -> None:
        self._url = make_url(url).set(drivername=_DRIVER)
        self.folder = folder
        self._key = SigningKey.in_folder(folder)
        host = self._url.host or self._url.query.get("host", "")
        self.place = f"postgresql://{host}/{self._url.database or ''}"

    def engine(self) -> Engine:
        """See `SQLDialect`."""
        try:
            engine = create_engine(self._url, pool_pre_ping=True, connect_args={"connect_timeout": 10})
        except ImportError as error:
            raise LibraryUnavailable(
                'PostgreSQL needs a package that is not installed. Install it: pip install "psycopg[binary]".'
            ) from error
        event.listen(engine, "begin", _begin)
        return engine

    def make_own(self, connection: Connection) -> None:
        """The index of words. Raises LibraryUnavailable where the database cannot keep every letter."""
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
        if encoding != "UTF8":
            raise self._unusable(
                f"it keeps text as {encoding}. Make one that keeps it as UTF8 (createdb -E UTF8)"
            )
        words_of(connection).make(connection)

    def asking(self, asker: Asker) -> Mapping[str, Any]:
        """See `SQLDialect`. Of a database that is not guarded the folder has no key."""
        return {} if self._key is None else {"lectern_asker": self._key.signed(asker)}

    def claims(self) -> Claims:
        """See `SQLDialect`."""
        return ServerClaims(self.engine(), self.in_words)

    def check_key(self, connection: Connection) -> None:
        """See `SQLDialect`."""
        guarded = connection.execute(select(meta.c.value).where(meta.c.key == GUARDED)).scalar()
        if guarded is not None and (self._key is None or not str(guarded).endswith(f":{self._key.name}")):
            raise self._unusable(
                f"it is guarded, and database.key in {self.folder} is not its key. Bring that file from where the "
                "library's files were; or with the address of its owner: python -m rag.store guard ROLE"
            )

    def seal(self, connection: Connection) -> None:
        """Nothing: see above."""

    def keep_copy(self, number: int) -> None:
        """Nothing: what fails is taken back whole, with the transaction that it is in."""

    def broken_references(self, connection: Connection) -> list[str]:
        """None: they are checked with each row, always."""
        return []

    def check_opened(self) -> OpeningCheck | None:
        """None: it has no file."""
        return None

    def wrong_values(self) -> str:
        """ "": it takes none."""
        return ""

    def identity(self) -> tuple[int, int] | None:
        """None: it has no file."""
        return None

    def in_words(self, error: BaseException | None) -> LecternError | None:
        """See `SQLDialect`."""
        state = getattr(error, "sqlstate", None)
        said = str(error).strip().splitlines()
        reason = said[0] if said else type(error).__name__
        if _NUL in reason:
            return LecternError(
                "There is a NUL character in the text, which cannot be kept. Take it out of it."
            )
        if _ROW_SECURITY in reason:
            return None  # the rules of access were not asked before: a bug
        if state in _DAMAGED:
            return self.damaged(reason)
        if state is None and type(error).__name__ == "OperationalError":
            return self._unusable(
                f"the server cannot be reached ({reason}). Check the address, that the server runs, and that it lets "
                "you in"
            )
        if state == _NO_RIGHT and self._key is not None:
            return self._unusable(_NOT_GUARDED_SO)
        return self._unusable(_REASONS[state]) if state in _REASONS else None

    def damaged(self, what: str) -> LecternError:
        """See `SQLDialect`."""
        return LibraryUnavailable(
            f"The library at {self.place} is damaged: {what}. Restore a backup of the database with the server's own "
            "tools (pg_restore)."
        )

    def foreign(self) -> LecternError:
        """See `SQLDialect`."""
        return self._unusable("it has tables in it that are no library's. Choose a database that is empty")

    def empty(self) -> LecternError:
        """See `SQLDialect`."""
        return self._unusable(
            f"it is empty, and in {self.folder} are the files of a library already. Choose an empty folder (--library, "
            "or LECTERN_LIBRARY) to begin another; or copy the library in this folder there: "
            "python -m rag.store copy FROM TO"
        )

    def taken_away(self) -> LecternError:
        """See `SQLDialect`. It has no file that could be."""
        return self._unusable("it is not there any more")

    def _unusable(self, reason: str) -> LibraryUnavailable:
        return LibraryUnavailable(f"The library at {self.place} cannot be used: {reason}.")


class _Composed(GenericFunction[str]):
    """The name with each letter and its accent as one character, as `rag.common.names.composed` does."""

    type = String()
    name = "composed"
    inherit_cache = True


@compiles(_Composed, "postgresql")
def _composed(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    return f"normalize({compiler.process(element.clauses, **options)}, NFC)"


def _begin(connection: Connection) -> None:
    """Only one writes at a time: all that a library promises of files and rows together rests on that. A guarded
    database is told who asks, for this transaction alone."""
    options = connection.get_execution_options()
    if asker := options.get("lectern_asker"):
        connection.exec_driver_sql(TELL, (asker,))
    if options.get("lectern_write"):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_WAIT}'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")
