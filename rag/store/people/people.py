"""The people of a class and the courses that they are members of."""

import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, delete, func, insert, or_, select, true, update
from sqlalchemy.exc import IntegrityError

from rag.errors import LecternError, NotAllowed
from rag.store import rows, schema
from rag.store.database import Database
from rag.store.people.access import Access, Condition
from rag.store.people.audit import note, note_of
from rag.store.people.ending import end_keys, end_links, end_links_beyond, end_sessions
from rag.store.people.passwords import fits, hashed, key_hash
from rag.values.people import ALONE, NOBODY, Asker, ClassRole, Person

_GONE = "This person is not there any more."
_CLAIMED = (schema.conversations, schema.notes, schema.testsets, schema.runs, schema.collections)


class People:
    """The people whom the asker may see: the owner all, a teacher the members of their courses, others themselves.

    Every change is kept at once and written into the log of changes.
    """

    def __init__(self, database: Database, asker: Asker = ALONE) -> None:
        self._database = database
        self.asker = asker
        self._access = Access(asker)

    # -- who is there ----------------------------------------------------------------------------------

    def all(self) -> list[Person]:
        """By name."""
        return self._select()

    def get(self, person_id: str) -> Person:
        """Raises LecternError where there is none whom the asker may see."""
        found = self._select(schema.people.c.id == person_id)
        if not found:
            raise LecternError(_GONE)
        return found[0]

    def asker_of(self, person_id: str) -> Asker:
        """Somebody as one who asks; who is not there, or whose account is closed, is nobody. "" is the program."""
        if not person_id:
            return ALONE
        found = self._select(schema.people.c.id == person_id)
        return found[0].asker if found else NOBODY

    def has_owner(self) -> bool:
        """Whether somebody runs this class already."""
        return bool(self._select(schema.people.c.role == ClassRole.OWNER, schema.people.c.closed.is_(False)))

    def signing_in(self, login: str, password: str) -> Person | None:
        """Whose login and password these are; None where they do not fit, which takes as long."""
        table = schema.people
        query = select(table).where(table.c.login == plain(login), table.c.closed.is_(False))
        with self._database.read() as connection:
            row = connection.execute(query).mappings().first()
        return person_from_row(row) if fits(password, row["password"] if row else "") and row else None

    def of_subject(self, subject: str, login: str) -> Person | None:
        """Whose account a provider's `subject` is. Before it is known, the one whose login is `login`, which the
        provider has checked; from then on that account is the subject's, and nobody else's: whoever made it may have
        picked that login without being its owner, so its password, sessions, keys and links end. None where there is
        none."""
        table, login = schema.people, plain(login)
        unknown = and_(table.c.login == login, table.c.subject.is_(None)) if login else table.c.id.is_(None)
        with self._database.begin() as connection:
            query = select(table).where(or_(table.c.subject == subject, unknown), table.c.closed.is_(False))
            found = connection.execute(query).mappings().all()
            row = next((row for row in found if row["subject"] == subject), found[0] if found else None)
            if row is None:
                return None
            if row["subject"] is None:
                bound = {"subject": subject, "password": ""}
                connection.execute(update(table).where(table.c.id == row["id"]).values(**bound))
                end_sessions(connection, row["id"])
                end_keys(connection, row["id"])
                end_links(connection, row["id"])
                note_of(connection, row["id"], "signed in by the provider for the first time")
        return person_from_row(row)

    # -- changing them ---------------------------------------------------------------------------------

    def add(
        self, name: str, login: str, role: ClassRole, password: str = "", subject: str | None = None
    ) -> Person:
        """Make an account. Raises LecternError where name, login or password will not do, NotAllowed but for the owner.

        The first owner takes over what was there before anybody had an account.
        """
        self._check_owner("make accounts")
        kept = hashed(password) if password else ""
        with self._database.begin() as connection:
            return add_person(connection, self.asker, name, login, role, kept, subject)

    def set_role(self, person_id: str, role: ClassRole) -> None:
        """Let somebody be a teacher, a student …; links that they made and could not make now are taken back. Raises
        LecternError for the last owner."""
        self._check_owner("change roles")
        with self._changing(
            person_id, {"role": role.value}, "changed the role", f"to {role}", role is not ClassRole.OWNER
        ) as connection:
            end_links_beyond(connection, person_id, role)

    def close(self, person_id: str, closed: bool = True) -> None:
        """Let somebody in no more, from the next click on; or again. What is theirs stays, but for links that they
        made."""
        self._check_owner("close accounts")
        what = "closed the account" if closed else "opened the account"
        with self._changing(person_id, {"closed": closed}, what, "", closed) as connection:
            if closed:
                end_links(connection, person_id)

    def noted(self, action: str, detail: str = "") -> None:
        """Write into the log of changes that the asker did something which is not kept in the database."""
        with self._database.begin() as connection:
            note(connection, self.asker, action, detail)

    def noted_by_program(self, action: str, detail: str = "") -> None:
        """The same of the program itself."""
        with self._database.begin() as connection:
            note_of(connection, "", action, detail)

    def check_other_owner(self) -> None:
        """Raises LecternError where the asker is the only owner."""
        with self._database.read() as connection:
            check_not_last_owner(connection, self.asker.person)

    def forget(self, person_id: str) -> None:
        """Delete an account with its memberships and sessions. Of the log only what was done stays."""
        self._check_owner("delete accounts")
        with self._database.begin() as connection:
            check_not_last_owner(connection, person_id)
            end_links(connection, person_id)
            connection.execute(delete(schema.people).where(schema.people.c.id == person_id))
            for table in (schema.documents, schema.collections, schema.testsets, schema.runs):
                connection.execute(update(table).where(table.c.owner == person_id).values(owner=""))
            audit = schema.audit
            connection.execute(update(audit).where(audit.c.person == person_id).values(person="", detail=""))
            note(connection, self.asker, "deleted an account")

    def set_named(self, named: bool) -> None:
        """Whether teachers may see one's own name beside one's questions."""
        with self._changing(self.asker.person, {"named": named}, "changed who sees the name"):
            pass

    def set_password(self, person_id: str, old: str, new: str, session: str = "") -> None:
        """Exchange one's own password, and sign all one's browsers out but that whose session has the key `session`.
        Raises LecternError where `old` is not it."""
        if person_id != self.asker.person:
            raise NotAllowed("Everybody changes their own password only.")
        with self._database.read() as connection:
            query = select(schema.people.c.password).where(schema.people.c.id == person_id)
            kept = connection.execute(query).scalar() or ""
        if not fits(old, kept):
            raise LecternError("The password that you have now was not right. Nothing was changed.")
        with self._changing(person_id, {"password": hashed(new)}, "changed the password") as connection:
            end_sessions(connection, person_id, key_hash(session))

    # -- courses and their members -------------------------------------------------------------------------

    def members(self, collection: str) -> list[Person]:
        """The members of a course, by name. Raises UnknownCollection, NotAllowed for those who do not teach it."""
        member = schema.memberships.c
        with self._database.read() as connection:
            course = self._taught(connection, collection)
            ids = (
                connection.execute(select(member.person_id).where(member.collection_id == course))
                .scalars()
                .all()
            )
        return self._select(schema.people.c.id.in_(ids))

    def join(self, person_id: str, collection: str) -> None:
        """Make somebody a member of a course; nothing where they are."""
        person = self.get(person_id)
        with self._database.begin() as connection:
            course = self._taught(connection, collection)
            add_member(connection, course, person.id)
            note(connection, self.asker, "added to the course", f"{person.name}: {collection}")

    def leave(self, person_id: str, collection: str) -> None:
        """End a membership: from the next click on, the course is not there for them. Their chats stay theirs."""
        person, table = self.get(person_id), schema.memberships
        with self._database.begin() as connection:
            course = self._taught(connection, collection)
            same = (table.c.collection_id == course, table.c.person_id == person.id)
            connection.execute(delete(table).where(*same))
            if person.role is not ClassRole.OWNER:
                end_links(connection, person.id, course)
            note(connection, self.asker, "took from the course", f"{person.name}: {collection}")

    def courses(self, person_id: str) -> Sequence[str]:
        """The names of somebody's courses, of those that the asker reads."""
        member, course = schema.memberships.c, schema.collections
        query = select(course.c.name).join(schema.memberships, member.collection_id == course.c.id)
        query = query.where(member.person_id == person_id, self._access.collections()).order_by(
            func.lower(course.c.name)
        )
        with self._database.read() as connection:
            return connection.execute(query).scalars().all()

    # -- within -------------------------------------------------------------------------------------------

    def _taught(self, connection: Connection, collection: str) -> int:
        return rows.taught_collection(connection, self._access, collection, "see and change its members")

    def _seen(self) -> Condition:
        table = schema.people.c
        if self.asker.sets_up:
            return true()
        themselves = table.id == self.asker.person
        if self.asker.role is not ClassRole.TEACHER:
            return themselves
        member = schema.memberships.c
        courses = select(member.collection_id).where(member.person_id == self.asker.person)
        return or_(
            themselves, table.id.in_(select(member.person_id).where(member.collection_id.in_(courses)))
        )

    def _select(self, *conditions: Condition) -> list[Person]:
        table = schema.people
        query = select(table).where(self._seen(), *conditions).order_by(func.lower(table.c.name), table.c.id)
        with self._database.read() as connection:
            return [person_from_row(row) for row in connection.execute(query).mappings()]

    def _check_owner(self, what: str) -> None:
        if not self.asker.sets_up:
            raise NotAllowed(f"Only the owner can {what}.")

    @contextmanager
    def _changing(
        self, person_id: str, values: dict[str, Any], action: str, detail: str = "", ends_owner: bool = False
    ) -> Iterator[Connection]:
        """A transaction in which the row of somebody is changed, for what changes with it."""
        person = self.get(person_id)
        table = schema.people
        with self._database.begin() as connection:
            if ends_owner and person.role is ClassRole.OWNER:
                check_not_last_owner(connection, person_id)
            connection.execute(update(table).where(table.c.id == person_id).values(**values))
            note(connection, self.asker, action, f"{person.name} {detail}".strip())
            yield connection


def plain(login: str) -> str:
    """A login as it is kept and compared."""
    return login.strip().casefold()


def add_person(
    connection: Connection,
    asker: Asker,
    name: str,
    login: str,
    role: ClassRole,
    kept: str = "",
    subject: str | None = None,
) -> Person:
    """Keep a new person, in the caller's transaction; see `People.add`. `kept` is what is kept of the password."""
    name, login = " ".join(name.split()), plain(login)
    if not 1 <= len(name) <= 80:
        raise LecternError(f"A name has 1 to 80 characters, this one has {len(name)}.")
    if len(login) > 200 or (not login and role is not ClassRole.GUEST):
        raise LecternError(
            "Say what you will sign in with: your e-mail address or a name of up to 200 characters."
        )
    table, person_id = schema.people, uuid.uuid4().hex
    first = role is ClassRole.OWNER and not _owners(connection)
    row = {"id": person_id, "name": name, "login": login or None, "role": role.value, "created": time.time()}
    row |= {"named": False, "closed": False, "subject": subject, "password": kept}
    try:
        connection.execute(insert(table).values(**row))
    except IntegrityError as error:
        raise LecternError(
            f'There is already an account for "{login}". Sign in with it, or choose another.'
        ) from error
    if first:
        for owned in _CLAIMED:
            connection.execute(update(owned).where(owned.c.owner == "").values(owner=person_id))
    note(connection, asker if asker.person else Asker(person_id, role), "made the account", f"{name}, {role}")
    return person_from_row(connection.execute(select(table).where(table.c.id == person_id)).mappings().one())


def add_member(connection: Connection, collection_id: int, person_id: str) -> None:
    """Keep a membership, in the caller's transaction; nothing where it is kept already."""
    table = schema.memberships
    same = (table.c.collection_id == collection_id, table.c.person_id == person_id)
    if connection.execute(select(table.c.since).where(*same)).first() is None:
        row = {"collection_id": collection_id, "person_id": person_id, "since": time.time()}
        connection.execute(insert(table).values(**row))


def check_not_last_owner(connection: Connection, person_id: str) -> None:
    """Raises LecternError where nobody else could run the class."""
    if _owners(connection) == {person_id}:
        raise LecternError("This is the only owner. Make somebody else an owner first.")


def _owners(connection: Connection) -> set[str]:
    table = schema.people.c
    query = select(table.id).where(table.role == ClassRole.OWNER.value, table.closed.is_(False))
    return set(connection.execute(query).scalars())


def person_from_row(row: RowMapping) -> Person:
    """The person of a row of `people`."""
    return Person(
        id=row["id"],
        name=row["name"],
        login=row["login"] or "",
        role=ClassRole(row["role"]),
        created=row["created"],
        named=row["named"],
        closed=row["closed"],
    )
