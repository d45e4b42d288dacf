"""Guests have no account: what they asked is gone when their session has ended."""

import time

from sqlalchemy import delete, select

from rag.store import schema
from rag.store.database import Database
from rag.store.people.ending import end_links
from rag.values.people import ClassRole

_COMING = 3600.0  # seconds in which a guest may still get their session


def forget_guests(database: Database) -> int:
    """Delete the guests who are signed in nowhere any more, with their chats and notes; how many."""
    person, session, now = schema.people, schema.sessions.c, time.time()
    signed_in = select(session.person_id).where(session.revoked.is_(None), session.until > now)
    gone = (
        person.c.role == ClassRole.GUEST.value,
        person.c.created < now - _COMING,
        person.c.id.not_in(signed_in),
    )
    with database.begin() as connection:
        ids = connection.execute(select(person.c.id).where(*gone)).scalars().all()
        for guest in ids:
            for table in (schema.conversations, schema.notes):
                connection.execute(delete(table).where(table.c.owner == guest))
            end_links(connection, guest)
            connection.execute(delete(schema.audit).where(schema.audit.c.person == guest))
            connection.execute(delete(person).where(person.c.id == guest))
    return len(ids)
