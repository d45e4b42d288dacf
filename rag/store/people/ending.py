"""What somebody has open, ended in the caller's transaction: browsers, keys of programs, links that they made."""

import time
from typing import Any

from sqlalchemy import Connection, Select, and_, delete, func, not_, or_, select, update

from rag.store import schema
from rag.values.people import ClassRole


def end_sessions(connection: Connection, person_id: str, keep: str = "") -> int:
    """Sign somebody out everywhere, but of the session with the hash `keep`; of how many browsers."""
    table = schema.sessions
    same = (table.c.person_id == person_id, table.c.revoked.is_(None), table.c.key_hash != keep)
    return connection.execute(update(table).where(*same).values(revoked=time.time())).rowcount


def end_keys(connection: Connection, person_id: str) -> None:
    """Let no program of theirs in any more. Keys of nobody ("") are left: those are of a laptop."""
    table = schema.api_keys
    if person_id:
        same = (table.c.owner == person_id, table.c.revoked.is_(None))
        connection.execute(update(table).where(*same).values(revoked=time.time()))


def end_links(connection: Connection, person_id: str, course: int | None = None) -> None:
    """Take back the links that they made, or only those to that course, and any for a new password of theirs. Links
    that the program made ("") are left."""
    table = schema.invitations
    if not person_id:
        return
    if course is None:
        mine = or_(table.c.made_by == person_id, table.c.person_id == person_id)
    else:
        mine = (table.c.made_by == person_id) & (table.c.collection_id == course)
    connection.execute(delete(table).where(mine))


def end_links_beyond(connection: Connection, person_id: str, role: ClassRole) -> None:
    """Take back what they could not give any more in their new role: all but an owner's and a teacher's links to
    courses for students and guests."""
    table = schema.invitations
    if role is ClassRole.OWNER or not person_id:
        return
    beyond = table.c.made_by == person_id
    if role is ClassRole.TEACHER:
        theirs = func.coalesce(table.c.collection_id, -1).in_(_courses(person_id))
        given = table.c.role.in_((ClassRole.STUDENT.value, ClassRole.GUEST.value))
        beyond = and_(beyond, not_(and_(given, theirs, table.c.person_id.is_(None))))
    connection.execute(delete(table).where(beyond))


def _courses(person_id: str) -> "Select[Any]":
    member = schema.memberships.c
    return select(member.collection_id).where(member.person_id == person_id)
