"""API keys: what another program shows to be let in. Only a hash is kept, so a key is seen once, when it is made."""

import time
from collections.abc import Collection as Members
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Row, insert, select, update

from rag.errors import LecternError
from rag.store.database import Database
from rag.store.people.passwords import key_hash, new_key
from rag.store.schema import api_keys as table

_BEGIN = "lectern_"
_SHOWN = len(_BEGIN) + 4  # characters by which a person knows a key again
_NAME = 80  # characters


class KeyScope(StrEnum):
    """What a key is good for: to ask questions, to read documents, to add and delete them, to run test sets."""

    ASK = "ask"
    READ = "read"
    WRITE = "write"
    EVALUATE = "evaluate"


GOOD_FOR: Mapping[KeyScope, str] = {
    KeyScope.ASK: "ask questions",
    KeyScope.READ: "read documents",
    KeyScope.WRITE: "add and delete documents",
    KeyScope.EVALUATE: "run test sets",
}
"""What each is good for, as a verb with its object."""


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as it is listed. `begins` are its first characters, `owner` is the person whose it is, "" where there is
    only one. Times are UNIX times, None for never."""

    id: int
    name: str
    begins: str
    scopes: frozenset[KeyScope]
    owner: str
    created: float
    used: float | None
    revoked: float | None


class Keys:
    """The keys of a library. Safe to use from many threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def make(self, name: str, scopes: Members[KeyScope], owner: str = "") -> tuple[ApiKey, str]:
        """A new key as it is listed, and its secret, which cannot be shown again.

        Raises LecternError where it has no name or is good for nothing.
        """
        name = " ".join(name.split())[:_NAME]
        if not name:
            raise LecternError("A key needs a name, so that you know later what it is for.")
        if not scopes:
            raise LecternError("A key needs something that it is good for: choose at least one.")
        secret = _BEGIN + new_key()
        values = {
            "hash": key_hash(secret),
            "name": name,
            "begins": secret[:_SHOWN],
            "scopes": sorted(scopes),
            "owner": owner,
            "created": time.time(),
        }
        with self._database.begin() as connection:
            row = connection.execute(insert(table).values(**values).returning(table)).one()
        return _key(row), secret

    def find(self, secret: str) -> ApiKey | None:
        """The key of that secret, also one that was revoked; None where there is none."""
        with self._database.read() as connection:
            row = connection.execute(select(table).where(table.c.hash == key_hash(secret))).first()
        return None if row is None else _key(row)

    def list(self, owner: str | None = None) -> "tuple[ApiKey, ...]":
        """The keys of a person (None: of all), those that were revoked too, the newest first."""
        query = select(table).order_by(table.c.id.desc())
        if owner is not None:
            query = query.where(table.c.owner == owner)
        with self._database.read() as connection:
            return tuple(_key(row) for row in connection.execute(query))

    def revoke(self, key_id: int) -> None:
        """Let nobody in with it any more. Raises LecternError where there is none of that number that still opens."""
        with self._database.begin() as connection:
            still = (table.c.id == key_id, table.c.revoked.is_(None))
            changed = connection.execute(update(table).where(*still).values(revoked=time.time()))
            if not changed.rowcount:
                raise LecternError(f"There is no key {key_id} that is still good. `lectern keys` lists them.")

    def note_use(self, key_id: int) -> None:
        """Write down that it was used just now."""
        with self._database.begin() as connection:
            connection.execute(update(table).where(table.c.id == key_id).values(used=time.time()))


def _key(row: "Row[tuple[object, ...]]") -> ApiKey:
    return ApiKey(
        id=row.id,
        name=row.name,
        begins=row.begins,
        scopes=frozenset(KeyScope(scope) for scope in row.scopes),
        owner=row.owner,
        created=row.created,
        used=row.used,
        revoked=row.revoked,
    )
