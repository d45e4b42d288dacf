"""Conversations: what was asked, what was answered with which citations, and what people thought of it."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, or_, select, update

from rag.errors import LecternError, UnreadableAnswer
from rag.store import schema
from rag.store.collection_links import is_missing, linked_to, name_of
from rag.store.database import Database
from rag.store.documents.attached import AttachedFile, UnreadFile, attach, last_attached, unread
from rag.store.jobs import waits_for
from rag.store.people.access import Access
from rag.values import Answer, Turn
from rag.values.people import ALONE, Asker
from rag.values_json import answer_from_json, answer_to_store

_TITLE = 80  # characters


class State(StrEnum):
    """Of a message: being written, written whole, or ended by an error."""

    WRITING = "writing"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Conversation:
    """As listed. `collection` is "" for all of them; times are UNIX seconds; `messages` a count.

    `collection_missing` says that there is no collection of that name; it was deleted. `documents` are the ids of
    those that its next questions search, () for all of the collection; some may be deleted meanwhile.
    """

    id: int
    collection: str
    title: str
    owner: str
    created: float
    updated: float
    messages: int
    collection_missing: bool = False
    documents: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Feedback:
    """Whether an answer helped, with an optional note."""

    positive: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One message; `role` is "user" or "assistant". Only a written answer has `answer`.

    `files` are the names of those that were added with a question, `unread` those of them that could not be read, with
    the reason. `problem` says why a written answer cannot be
    read back: there is its `text` then, and no `answer`.
    """

    id: int
    conversation_id: int
    role: str
    text: str
    state: State
    created: float
    answer: Answer | None = None
    feedback: Feedback | None = None
    files: tuple[str, ...] = ()
    problem: str = ""
    unread: tuple[UnreadFile, ...] = ()


class Conversations:
    """The conversations of one asker in a library. Every change is kept at once."""

    def __init__(self, database: Database, asker: Asker = ALONE) -> None:
        self._database = database.asked_by(asker)
        self._access = Access(asker)

    def create(self, collection: str = "", owner: str = "", documents: Sequence[int] = ()) -> Conversation:
        """An empty conversation; it takes its title from its first question."""
        now = time.time()
        row: dict[str, object] = {"title": "", "created": now, "updated": now}
        row["owner"] = self._access.owner_of_new(owner)
        row["documents"] = list(documents)
        with self._database.begin() as connection:
            row |= linked_to(connection, self._access, collection)
            key = connection.execute(insert(schema.conversations).values(**row)).inserted_primary_key
            assert key is not None
            return self._conversation(connection, int(key[0]))

    def get(self, conversation_id: int) -> Conversation:
        with self._database.read() as connection:
            return self._conversation(connection, conversation_id)

    def list(self, search: str = "", owner: str | None = None, limit: int = 200) -> Sequence[Conversation]:
        """Those with messages, latest first; `search` is looked for in titles and messages."""
        table, said = schema.conversations, schema.messages
        query = self._listing().where(select(said.c.id).where(said.c.conversation_id == table.c.id).exists())
        for word in search.split():
            pattern = f"%{word.replace('/', '//').replace('%', '/%').replace('_', '/_')}%"
            inside = select(said.c.conversation_id).where(said.c.text.ilike(pattern, escape="/"))
            query = query.where(or_(table.c.title.ilike(pattern, escape="/"), table.c.id.in_(inside)))
        if owner is not None:
            query = query.where(table.c.owner == owner)
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(table.c.updated.desc(), table.c.id.desc()).limit(limit))
            return [_listed(row) for row in rows]

    def rename(self, conversation_id: int, title: str) -> None:
        with self._database.begin() as connection:
            self._change(connection, conversation_id, {"title": _title(title) or "Untitled"})

    def move(self, conversation_id: int, collection: str, documents: Sequence[int] = ()) -> None:
        """Let the next questions search another collection, or these documents of it (their ids)."""
        with self._database.begin() as connection:
            place = linked_to(connection, self._access, collection)
            searched = {**place, "documents": list(documents)}
            self._change(connection, conversation_id, searched)

    def delete(self, conversation_id: int) -> None:
        """With its messages and their feedback; one that is gone already is no error."""
        table = schema.conversations
        with self._database.begin() as connection:
            mine = self._access.conversations()
            connection.execute(delete(table).where(table.c.id == conversation_id, mine))

    def ids(self) -> Sequence[int]:
        """Of all conversations, also of those that nothing was asked in yet."""
        query = select(schema.conversations.c.id).where(self._access.conversations())
        with self._database.read() as connection:
            return connection.execute(query).scalars().all()

    def delete_before(self, moment: float) -> int:
        """Delete those that nobody has written in since that moment (UNIX time); returns how many."""
        table = schema.conversations
        with self._database.begin() as connection:
            old = delete(table).where(table.c.updated < moment, self._access.conversations())
            return connection.execute(old).rowcount

    def ask(
        self, conversation_id: int, question: str, files: Sequence[str] = (), jobs: Sequence[int] = ()
    ) -> Message:
        """Keep a question and what files came with it, which are read by `jobs`; the message (state WRITING) that its
        answer goes to."""
        with self._database.begin() as connection:
            conversation = self._conversation(connection, conversation_id)
            asked = _add(connection, conversation_id, "user", question, State.DONE)
            if files:
                row = {"message_id": asked, "names": list(files)}
                connection.execute(insert(schema.attachments).values(**row))
            attach(connection, self._access, asked, jobs)
            key = _add(connection, conversation_id, "assistant", "", State.WRITING)
            changes: dict[str, object] = {"updated": time.time()}
            if not conversation.title:
                changes["title"] = _title(question)
            self._change(connection, conversation_id, changes)
            return _messages(connection, self._said().where(schema.messages.c.id == key))[0]

    def finish(self, message_id: int, answer: Answer) -> None:
        """Keep a whole answer, with everything that it was given from; nothing where it has ended already."""
        self._end(message_id, State.DONE, answer.text, answer)

    def fail(self, message_id: int, text: str) -> None:
        """Keep why there is no answer, in words for the reader."""
        self._end(message_id, State.FAILED, text, None)

    def messages(self, conversation_id: int) -> Sequence[Message]:
        """All messages, in order."""
        query = self._said().where(schema.messages.c.conversation_id == conversation_id)
        with self._database.read() as connection:
            return _messages(connection, query)

    def message(self, message_id: int) -> Message:
        with self._database.read() as connection:
            found = _messages(connection, self._said().where(schema.messages.c.id == message_id))
        if not found:
            raise LecternError("This message is no longer there. Its conversation may have been deleted.")
        return found[0]

    def has_message(self, message_id: int) -> bool:
        """Whether it is there, in a conversation of the asker."""
        with self._database.read() as connection:
            return self._is_mine(connection, message_id)

    def unfinished(self) -> Sequence[Message]:
        """Answers that are being written, or were when the program was ended; oldest first."""
        query = self._said().where(schema.messages.c.state == State.WRITING.value)
        with self._database.read() as connection:
            return _messages(connection, query)

    def waits_for_files(self, message: Message) -> bool:
        """Whether a file is still to be read that came with the question that `message` answers."""
        said = schema.messages.c
        before = (said.conversation_id == message.conversation_id, said.id < message.id, said.role == "user")
        asked = select(func.max(said.id)).where(*before, self._access.messages()).scalar_subquery()
        with self._database.read() as connection:
            return waits_for(connection, asked)

    def attached(self, message: Message) -> Sequence[AttachedFile]:
        """The files that came with the question that `message` answers, or with the last one before it that came with
        any."""
        with self._database.read() as connection:
            return last_attached(connection, self._access, message.conversation_id, message.id)

    def exchange(
        self, message: Message, messages: Sequence[Message] | None = None
    ) -> tuple[str, Sequence[Turn]]:
        """The question that `message` answers, and the finished messages before that question.

        `messages` are those of the conversation (None: as they are kept). Raises LecternError if it has been deleted.
        """
        earlier = [
            Turn(said.role, said.text)
            for said in (self.messages(message.conversation_id) if messages is None else messages)
            if said.id < message.id and said.state is State.DONE
        ]
        if not earlier:
            raise LecternError("This conversation is no longer there. It was deleted before its answer.")
        return earlier[-1].text, earlier[:-1]

    def rate(self, message_id: int, feedback: Feedback | None) -> None:
        """Keep what a person thought of an answer; None takes it back."""
        table = schema.feedback
        with self._database.begin() as connection:
            mine = self._access.of_messages(table.c.message_id)
            connection.execute(delete(table).where(table.c.message_id == message_id, mine))
            if feedback is not None and self._is_mine(connection, message_id):
                row = {"positive": feedback.positive, "note": feedback.note, "created": time.time()}
                connection.execute(insert(table).values(message_id=message_id, **row))

    def _end(self, message_id: int, state: State, text: str, answer: Answer | None) -> None:
        table = schema.messages
        body = None if answer is None else answer_to_store(answer)
        with self._database.begin() as connection:
            connection.execute(
                update(table)
                .where(
                    table.c.id == message_id, table.c.state == State.WRITING.value, self._access.messages()
                )
                .values(state=state.value, text=text, answer=body, created=time.time())
            )

    def _is_mine(self, connection: Connection, message_id: int) -> bool:
        mine = select(schema.messages.c.id).where(schema.messages.c.id == message_id, self._access.messages())
        return connection.execute(mine).first() is not None

    def _listing(self) -> "Select[Any]":
        table, said = schema.conversations, schema.messages.c
        count = select(func.count()).where(said.conversation_id == table.c.id).scalar_subquery()
        known = (table.c.title, table.c.owner, table.c.created, table.c.updated)
        named = name_of(table, self._access)
        query = select(table.c.id, named, *known, count, is_missing(table), table.c.documents)
        return query.where(self._access.conversations())

    def _said(self) -> "Select[Any]":
        return _message_query().where(self._access.messages())

    def _conversation(self, connection: Connection, conversation_id: int) -> Conversation:
        row = connection.execute(self._listing().where(schema.conversations.c.id == conversation_id)).first()
        if row is None:
            raise LecternError(
                "This conversation is no longer there. It may have been deleted. Start a new one."
            )
        return _listed(row)

    def _change(self, connection: Connection, conversation_id: int, changes: Mapping[str, object]) -> None:
        table = schema.conversations
        self._conversation(connection, conversation_id)
        connection.execute(update(table).where(table.c.id == conversation_id).values(**changes))


def _listed(row: Any) -> Conversation:
    return replace(Conversation(*row), documents=tuple(row.documents))


def _message_query() -> "Select[Any]":
    table, rated, added = schema.messages, schema.feedback, schema.attachments
    query = select(table, rated.c.positive, rated.c.note, added.c.names).order_by(table.c.id)
    query = query.outerjoin(added, added.c.message_id == table.c.id)
    return query.outerjoin(rated, rated.c.message_id == table.c.id)


def _messages(connection: Connection, query: "Select[Any]") -> list[Message]:
    rows = connection.execute(query).mappings().all()
    files = unread(connection, [row["id"] for row in rows if row["names"]])
    return [_message(row, files.get(row["id"], ())) for row in rows]


def _message(row: Mapping[Any, Any], unread_files: tuple[UnreadFile, ...]) -> Message:
    answer, problem = None, ""
    try:
        answer = None if row["answer"] is None else answer_from_json(row["answer"])
    except UnreadableAnswer as error:
        problem = str(error)
    return Message(
        id=row["id"],
        conversation_id=row["conversation_id"],
        role=row["role"],
        text=row["text"],
        state=State(row["state"]),
        created=row["created"],
        answer=answer,
        feedback=None if row["positive"] is None else Feedback(row["positive"], row["note"]),
        files=tuple(row["names"] or ()),
        problem=problem,
        unread=unread_files,
    )


def _add(connection: Connection, conversation_id: int, role: str, text: str, state: State) -> int:
    row = {"role": role, "text": text, "state": state.value, "created": time.time()}
    key = connection.execute(
        insert(schema.messages).values(conversation_id=conversation_id, **row)
    ).inserted_primary_key
    assert key is not None
    return int(key[0])


def _title(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _TITLE else words[: _TITLE - 1].rstrip() + "…"
