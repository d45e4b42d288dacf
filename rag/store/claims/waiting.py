"""How many questions of chats wait for their answers, at whichever process they were put."""

from sqlalchemy import func, select

from rag.store import schema
from rag.store.conversations import State
from rag.store.database import Database


def waiting_questions(database: Database, person: str) -> tuple[int, int]:
    """How many wait or are being answered, of everybody and of this person (their id)."""
    said, talks = schema.messages.c, schema.conversations.c
    own = func.count().filter(talks.owner == person)
    query = select(func.count(), own).select_from(schema.messages.join(schema.conversations))
    with database.read() as connection:
        total, theirs = connection.execute(query.where(said.state == State.WRITING.value)).one()
    return int(total), int(theirs)
