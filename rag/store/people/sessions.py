"""Who is signed in. A browser keeps only a key; here is, under the key's hash, whose it is and until when.

Each run of a page looks it up, so signing out, signing out everywhere and closing an account hold at once, whatever a
browser, or somebody who copied its cookie, has kept.
"""

import time
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from rag.store import schema
from rag.store.database import Database
from rag.store.people.audit import note_of
from rag.store.people.ending import end_sessions
from rag.store.people.passwords import key_hash, new_key
from rag.store.people.people import person_from_row
from rag.values.people import Person

_DAY = 86400.0
_SEEN = 300.0  # seconds between two writes of when somebody was last here


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One browser of somebody. Times are UNIX seconds; `way` is how they signed in: "password", "link", "provider"."""

    key_hash: str
    since: float
    until: float
    seen: float
    way: str


class Sessions:
    """The browsers that are signed in. For any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, person: Person, way: str, days: float) -> str:
        """Sign somebody in; returns the key for the browser, which is kept nowhere here."""
        key, now = new_key(), time.time()
        row = {"key_hash": key_hash(key), "person_id": person.id, "since": now, "seen": now, "way": way}
        with self._database.begin() as connection:
            connection.execute(insert(schema.sessions).values(**row, until=now + days * _DAY))
            note_of(connection, person.id, "signed in", way)
        return key

    def person_of(self, key: str) -> Person | None:
        """Whose key it is; None where it is unknown, revoked or expired, or the account is closed."""
        if not key:
            return None
        table, person, now = schema.sessions, schema.people, time.time()
        query = select(person, table.c.seen).join(table, table.c.person_id == person.c.id)
        valid = (table.c.revoked.is_(None), table.c.until > now, person.c.closed.is_(False))
        with self._database.read() as connection:
            row = (
                connection.execute(query.where(table.c.key_hash == key_hash(key), *valid)).mappings().first()
            )
        if row is None:
            return None
        if now - row["seen"] > _SEEN:
            with self._database.begin() as connection:
                same = table.c.key_hash == key_hash(key)
                connection.execute(update(table).where(same).values(seen=now))
        return person_from_row(row)

    def of(self, person_id: str) -> list[SignedIn]:
        """Where somebody is signed in now, the latest first."""
        table = schema.sessions.c
        query = select(table.key_hash, table.since, table.until, table.seen, table.way)
        valid = (table.person_id == person_id, table.revoked.is_(None), table.until > time.time())
        with self._database.read() as connection:
            found = connection.execute(query.where(*valid).order_by(table.seen.desc()))
            return [SignedIn(*row) for row in found]

    def close(self, key: str) -> None:
        """Sign the browser with this key out."""
        table = schema.sessions
        with self._database.begin() as connection:
            same = (table.c.key_hash == key_hash(key), table.c.revoked.is_(None))
            ended = update(table).where(*same).values(revoked=time.time()).returning(table.c.person_id)
            for (person_id,) in connection.execute(ended).all():
                note_of(connection, person_id, "signed out")

    def close_all(self, person_id: str) -> int:
        """Sign somebody out everywhere; returns of how many browsers."""
        with self._database.begin() as connection:
            ended = end_sessions(connection, person_id)
            note_of(connection, person_id, "signed out everywhere")
            return ended

    def sweep(self) -> None:
        """Forget what expired or was revoked more than a day ago."""
        table, then = schema.sessions, time.time() - _DAY
        with self._database.begin() as connection:
            connection.execute(delete(table).where((table.c.until < then) | (table.c.revoked < then)))
