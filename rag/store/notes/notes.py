"""Notes: an answer or a passage that a person keeps, with a remark of their own and the places that it cites."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select, update

from rag.errors import LecternError
from rag.store import schema
from rag.store.collection_links import is_missing, linked_to, name_of
from rag.store.database import Database
from rag.store.people.access import Access
from rag.values import Citation
from rag.values.people import ALONE, Asker

_GONE = "This note is no longer there. It may have been deleted in another window."


@dataclass(frozen=True, slots=True)
class KeptNote:
    """A kept text, and what it rests on.

    `heading` is the question of a kept answer, "" for a passage. `marks` are (offset, number) in order: behind the
    character before that offset of `text`, the citation of that 1-based number carries what is said. `as_of` is when
    (UNIX time) the words were on the page: it says which version of a document is meant. `message_id` is the answer's,
    None for a passage, and once its chat is deleted. `collection` is "" for all of them; `collection_missing` says that
    it was deleted. `created` and `changed` are UNIX times; `id` is 0 before it is kept.
    """

    collection: str
    text: str
    citations: tuple[Citation, ...] = ()
    marks: tuple[tuple[int, int], ...] = ()
    heading: str = ""
    remark: str = ""
    message_id: int | None = None
    as_of: float = 0.0
    id: int = 0
    created: float = 0.0
    changed: float = 0.0
    collection_missing: bool = False

    @property
    def searched(self) -> str:
        """The words that it is found by, folded: its own, and the names of the documents that it cites."""
        names = (citation.document for citation in self.citations)
        return "\n".join([self.heading, self.text, self.remark, *names]).casefold()


class Notes:
    """The notes of one asker in a library. Every change is kept at once. Safe to use from many threads."""

    def __init__(self, database: Database, asker: Asker = ALONE) -> None:
        self._database = database.asked_by(asker)
        self._access = Access(asker)

    def keep(self, note: KeptNote) -> KeptNote:
        """Keep a note; returns it with its id and times. One without `as_of` cites what is in the library now."""
        now = time.time()
        row: dict[str, object] = {
            "heading": note.heading,
            "text": note.text,
            "marks": [list(mark) for mark in note.marks],
            "citations": [asdict(citation) for citation in note.citations],
            "remark": note.remark,
            "as_of": note.as_of or now,
            "created": now,
            "changed": now,
        }
        with self._database.begin() as connection:
            row["message_id"] = self._known_message(connection, note.message_id)
            row["owner"] = self._access.owner
            row |= linked_to(connection, self._access, note.collection)
            key = connection.execute(insert(schema.notes).values(**row)).inserted_primary_key
            assert key is not None
            return self._note(connection, int(key[0]))

    def get(self, note_id: int) -> KeptNote:
        """Raises LecternError where it is gone."""
        with self._database.read() as connection:
            return self._note(connection, note_id)

    def list(self, search: str = "", collection: str | None = None) -> Sequence[KeptNote]:
        """The latest first. All words of `search` are in a note's heading, text, remark or its documents' names;
        `collection` as a note has it, None for any."""
        table = schema.notes.c
        query = self._query().order_by(table.created.desc(), table.id.desc())
        with self._database.read() as connection:
            found = [_read(row) for row in connection.execute(query).mappings()]
        words = search.casefold().split()
        return [
            note
            for note in found
            if collection in (None, note.collection) and all(word in note.searched for word in words)
        ]

    def collections(self) -> Sequence[str]:
        """The collections that notes are of, "" for all of them among others, by name."""
        with self._database.read() as connection:
            query = select(name_of(schema.notes, self._access)).where(self._access.notes())
            names = connection.execute(query.distinct()).scalars()
            return sorted(names, key=str.casefold)

    def of_message(self, message_id: int) -> KeptNote | None:
        """The latest note that was kept of an answer, None where there is none."""
        query = (
            self._query().where(schema.notes.c.message_id == message_id).order_by(schema.notes.c.id.desc())
        )
        with self._database.read() as connection:
            row = connection.execute(query.limit(1)).mappings().first()
        return None if row is None else _read(row)

    def remark(self, note_id: int, remark: str) -> None:
        """Exchange the remark. Raises LecternError where the note is gone."""
        table = schema.notes
        with self._database.begin() as connection:
            changed = connection.execute(
                update(table)
                .where(table.c.id == note_id, self._access.notes())
                .values(remark=remark, changed=time.time())
                .returning(table.c.id)
            )
            if changed.first() is None:
                raise LecternError(_GONE)

    def delete(self, note_id: int) -> None:
        """One that is gone already is no error."""
        with self._database.begin() as connection:
            mine = self._access.notes()
            connection.execute(delete(schema.notes).where(schema.notes.c.id == note_id, mine))

    def _known_message(self, connection: Connection, message_id: int | None) -> int | None:
        """The message, as long as its chat is not deleted meanwhile."""
        table = schema.messages.c
        query = select(table.id).where(table.id == message_id, self._access.messages())
        found = connection.execute(query).scalar()
        return None if found is None else int(found)

    def _query(self) -> "Select[Any]":
        table = schema.notes
        return select(table, name_of(table, self._access), is_missing(table)).where(self._access.notes())

    def _note(self, connection: Connection, note_id: int) -> KeptNote:
        row = connection.execute(self._query().where(schema.notes.c.id == note_id)).mappings().first()
        if row is None:
            raise LecternError(_GONE)
        return _read(row)


def _read(row: Mapping[Any, Any]) -> KeptNote:
    note = KeptNote(row["collection"], row["text"])
    return replace(
        note,
        citations=tuple(Citation(**citation) for citation in row["citations"]),
        marks=tuple((offset, number) for offset, number in row["marks"]),
        heading=row["heading"],
        remark=row["remark"],
        message_id=row["message_id"],
        as_of=row["as_of"],
        id=row["id"],
        created=row["created"],
        changed=row["changed"],
        collection_missing=row["collection_missing"],
    )
