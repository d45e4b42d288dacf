"""Who changed what: written in the transaction of the change itself. Names of things, never what somebody wrote."""

import time
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from rag.errors import NotAllowed
from rag.store import schema
from rag.store.database import Database
from rag.values.people import Asker


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One change: when (UNIX time), by whom (a name, "" for the program), what, and of which thing."""

    moment: float
    person: str
    action: str
    detail: str


def note(connection: Connection, asker: Asker, action: str, detail: str = "") -> None:
    """Write down that `asker` did something; nothing where there is only one person."""
    if asker.role is not None:
        note_of(connection, asker.person, action, detail)


def note_of(connection: Connection, person: str, action: str, detail: str = "") -> None:
    """The same of a person by id; "" is the program."""
    row = {"moment": time.time(), "person": person, "action": action, "detail": detail}
    connection.execute(insert(schema.audit).values(**row))


class Audit:
    """The log of changes, for the owner."""

    def __init__(self, database: Database, asker: Asker) -> None:
        self._database = database
        self._asker = asker

    def latest(self, limit: int = 200) -> list[AuditEntry]:
        """The latest first. Raises NotAllowed for all but the owner."""
        if not self._asker.sets_up:
            raise NotAllowed("Only the owner reads the log of changes.")
        table, person = schema.audit, schema.people
        query = select(table.c.moment, person.c.name, table.c.action, table.c.detail)
        query = (
            query.outerjoin(person, person.c.id == table.c.person).order_by(table.c.id.desc()).limit(limit)
        )
        with self._database.read() as connection:
            return [AuditEntry(row[0], row[1] or "", row[2], row[3]) for row in connection.execute(query)]

    def forget(self, before: float) -> None:
        """Delete what was written before a moment (UNIX time)."""
        with self._database.begin() as connection:
            connection.execute(delete(schema.audit).where(schema.audit.c.moment < before))
