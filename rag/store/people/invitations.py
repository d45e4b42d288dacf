"""Invitations: links by which somebody gets an account, a new password, or reads one course as a guest."""

import time
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select, true, update

from rag.errors import LecternError, NotAllowed
from rag.store import rows, schema
from rag.store.database import Database
from rag.store.people.access import Access, Condition
from rag.store.people.audit import note
from rag.store.people.ending import end_keys, end_sessions
from rag.store.people.passwords import hashed, key_hash, new_key
from rag.store.people.people import People, add_member, add_person, person_from_row
from rag.values.people import ALONE, Asker, ClassRole, Person

_DAY = 86400.0
_OVER = "This link is not valid any more: it was used, taken back, or is too old. Ask for a new one."


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that was given out. Of its token only the hash is kept, by which it is taken back.

    `course` is "" for none; `uses` is how often it can be used, 0 without end; `until` a UNIX time. `resets` says
    that it sets the password of somebody who is there, whose name is `name`.
    """

    token_hash: str
    role: ClassRole
    course: str
    name: str
    until: float
    uses: int
    used: int
    resets: bool

    @property
    def takes_members(self) -> bool:
        """Whether somebody who has an account already can become a member of its course by it."""
        return bool(self.course) and not self.resets and self.role in (ClassRole.STUDENT, ClassRole.GUEST)

    def takes(self, person: Person) -> bool:
        """Whether that person can become a member by it. A teacher cannot: as a member they would teach the course."""
        return self.takes_members and person.role in (ClassRole.STUDENT, ClassRole.OWNER)


class Invitations:
    """The links that the asker may see: the owner all, a teacher those that they made."""

    def __init__(self, database: Database, asker: Asker = ALONE) -> None:
        self._database = database
        self._asker = asker
        self._access = Access(asker)

    def make(
        self, role: ClassRole, course: str = "", *, name: str = "", uses: int = 1, days: float = 14.0
    ) -> str:
        """A link for somebody new; returns its token. Owners and teachers are invited by the owner alone, students and
        guests also by the teachers of the course. A guest needs a course.

        Raises NotAllowed, UnknownCollection.
        """
        if role in (ClassRole.OWNER, ClassRole.TEACHER) and not self._asker.sets_up:
            raise NotAllowed("Only the owner can invite teachers and owners.")
        self._access.check_teaches("invite people")
        if not course and (role is ClassRole.GUEST or self._asker.role is ClassRole.TEACHER):
            raise LecternError("Choose the course that the link is for.")
        with self._database.begin() as connection:
            what = "invite people to it"
            identity = rows.taught_collection(connection, self._access, course, what) if course else None
            note(connection, self._asker, f"invited a {role}", course)
            return self._made(connection, role, identity, None, name, uses, days)

    def reset(self, person_id: str, days: float = 2.0) -> str:
        """A link by which somebody sets a new password. The owner alone."""
        if not self._asker.sets_up:
            raise NotAllowed("Only the owner can let somebody set a new password.")
        person = People(self._database, self._asker).get(person_id)
        with self._database.begin() as connection:
            note(connection, self._asker, "made a link for a new password", person.name)
            return self._made(connection, person.role, None, person.id, person.name, 1, days)

    def all(self) -> list[Invitation]:
        """Those that are still valid, the newest first."""
        table = schema.invitations
        query = _listing().where(_valid(), self._seen()).order_by(table.c.created.desc())
        with self._database.read() as connection:
            return [_invitation(row) for row in connection.execute(query).mappings()]

    def revoke(self, token_hash: str) -> None:
        """Take a link back; one that is gone is no error."""
        table = schema.invitations
        with self._database.begin() as connection:
            gone = connection.execute(delete(table).where(table.c.token_hash == token_hash, self._seen()))
            if gone.rowcount:
                note(connection, self._asker, "took a link back")

    # -- used by somebody who is not signed in, and has the token ------------------------------------------

    def find(self, token: str) -> Invitation:
        """The invitation of a token. Raises LecternError where it is not valid."""
        with self._database.read() as connection:
            row = connection.execute(_of(token)).mappings().first()
        if row is None:
            raise LecternError(_OVER)
        return _invitation(row)

    def accept(self, token: str, name: str, login: str, password: str) -> Person:
        """Make the person that is invited, or set the new password; the link is used by that. Raises LecternError."""
        found = self.find(token)
        # Before the transaction: it takes a while on purpose, and nobody else could write meanwhile.
        kept = "" if found.role is ClassRole.GUEST and not found.resets else hashed(password)
        with self._database.begin() as connection:
            row = connection.execute(_of(token)).mappings().first()
            if row is None:
                raise LecternError(_OVER)
            person = self._reset(connection, row, kept) if row["person_id"] else self._join(
                connection, row, name, login, kept
            )  # fmt: skip
            table = schema.invitations
            same = table.c.token_hash == row["token_hash"]
            connection.execute(update(table).where(same).values(used=table.c.used + 1))
        return person

    def join(self, token: str, person: Person) -> None:
        """Let a student who has an account, or an owner, become a member of the course of a link for students or
        guests; nothing where they are one already. Raises LecternError."""
        with self._database.begin() as connection:
            row = connection.execute(_of(token)).mappings().first()
            if row is None or not _invitation(row).takes(person):
                raise LecternError(_OVER)
            member, table = schema.memberships.c, schema.invitations
            same = (member.collection_id == row["collection_id"], member.person_id == person.id)
            if connection.execute(select(member.since).where(*same)).first() is not None:
                return
            add_member(connection, row["collection_id"], person.id)
            used = update(table).where(table.c.token_hash == row["token_hash"]).values(used=table.c.used + 1)
            connection.execute(used)
            note(connection, person.asker, "joined the course by a link", row["course"])

    def _join(self, connection: Connection, row: RowMapping, name: str, login: str, kept: str) -> Person:
        role = ClassRole(row["role"])
        if role is ClassRole.GUEST:
            name, login = name or f"Guest {row['used'] + 1}", ""
        person = add_person(connection, Asker(), name, login, role, kept)
        if row["collection_id"]:
            add_member(connection, row["collection_id"], person.id)
        return person

    def _reset(self, connection: Connection, row: RowMapping, kept: str) -> Person:
        person = schema.people
        same = (person.c.id == row["person_id"], person.c.closed.is_(False))
        connection.execute(update(person).where(*same).values(password=kept))
        end_sessions(connection, row["person_id"])
        end_keys(connection, row["person_id"])
        found = connection.execute(select(person).where(*same)).mappings().first()
        if found is None:
            raise LecternError(_OVER)
        note(connection, Asker(found["id"], ClassRole(found["role"])), "set a new password")
        return person_from_row(found)

    # -- within --------------------------------------------------------------------------------------------

    def _made(
        self,
        connection: Connection,
        role: ClassRole,
        course: int | None,
        person_id: str | None,
        name: str,
        uses: int,
        days: float,
    ) -> str:
        token, now = new_key(), time.time()
        row: dict[str, object] = {
            "token_hash": key_hash(token),
            "role": role.value,
            "collection_id": course,
            "person_id": person_id,
        }
        row |= {"name": name, "made_by": self._asker.person, "created": now, "until": now + days * _DAY}
        connection.execute(insert(schema.invitations).values(**row, uses=uses, used=0))
        return token

    def _seen(self) -> Condition:
        table = schema.invitations.c
        if self._asker.sets_up:
            return true()
        return table.made_by == self._asker.person


def _listing() -> Any:
    table, course = schema.invitations, schema.collections
    query = select(table, course.c.name.label("course"))
    return query.outerjoin(course, course.c.id == table.c.collection_id)


def _of(token: str) -> Any:
    return _listing().where(schema.invitations.c.token_hash == key_hash(token), _valid())


def _valid() -> Condition:
    table = schema.invitations.c
    return (table.until > time.time()) & ((table.uses == 0) | (table.used < table.uses))


def _invitation(row: RowMapping) -> Invitation:
    return Invitation(
        row["token_hash"],
        ClassRole(row["role"]),
        row["course"] or "",
        row["name"],
        row["until"],
        row["uses"],
        row["used"],
        row["person_id"] is not None,
    )
