"""What a document was before it was replaced: kept whole, with its file, as long as a stored answer or note cites it.

Both cite a document by its id, which the newer version takes over. Which version is meant, a time says: the one that
was replaced next after the answer was given, or after the words of the note were on the page. Functions work inside a
caller's transaction.
"""

import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Text,
    cast,
    delete,
    func,
    insert,
    or_,
    select,
)

from rag.store import rows, schema
from rag.store.database import Database
from rag.store.originals import Originals
from rag.store.people.access import Access
from rag.values import Document, Page

_LATE = 3600.0  # seconds: an answer that was on its way when its document was replaced is stored after that

Dropped = tuple[str, str]
"""SHA-256 and suffix of a file that may be needed no more."""


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier version of a document, as it was listed then. `replaced` is when (UNIX time)."""

    id: int
    document: Document
    suffix: str
    replaced: float


class Versions:
    """The earlier versions of a library's documents. Safe to use from many threads."""

    def __init__(self, database: Database, originals: Originals, access: Access) -> None:
        self._database = database
        self._originals = originals
        self._access = access
        self._asked = database.asked_by(access.asker)

    def of(self, document_id: int, answered: float = 0.0) -> list[Version]:
        """Those of a document, the one that an answer of that time (UNIX) cites first, the older ones last."""
        table = schema.versions
        mine = self._access.of_documents(table.c.document_id)
        query = select(table).where(table.c.document_id == document_id, mine).order_by(table.c.replaced)
        with self._asked.read() as connection:
            found = [_version(row) for row in connection.execute(query).mappings()]
        return [v for v in found if v.replaced >= answered] + [
            v for v in found[::-1] if v.replaced < answered
        ]

    def page(self, version_id: int, number: int) -> Page | None:
        """A page by its 1-based number; None where there is none."""
        table = schema.version_pages
        query = select(table).where(table.c.version_id == version_id, table.c.number == number)
        query = query.where(self._of_mine(table.c.version_id))
        with self._asked.read() as connection:
            row = connection.execute(query).mappings().first()
        return None if row is None else rows.page_of(row)

    def page_texts(self, version_id: int) -> list[Page]:
        """All pages in order, without their blocks and without what they are drawn by."""
        table = schema.version_pages.c
        query = select(*(table[column] for column in rows.PLAIN)).where(table.version_id == version_id)
        query = query.where(self._of_mine(table.version_id))
        with self._asked.read() as connection:
            found = connection.execute(query.order_by(table.number)).mappings()
            return [rows.page_without_looks(row) for row in found]

    def original(self, version: Version) -> Path | None:
        """The file of that version, or None where none was kept."""
        return self._originals.find(version.document.sha256, version.suffix)

    def _of_mine(self, version: "ColumnElement[Any]") -> "ColumnElement[bool]":
        table = schema.versions.c
        return version.in_(select(table.id).where(self._access.of_documents(table.document_id)))

    def drop_uncited(self) -> int:
        """Delete the versions that no stored answer or note cites any more, with their files; returns how many."""
        with self._database.read() as connection:
            if connection.execute(select(schema.versions.c.id).limit(1)).first() is None:
                return 0
        with self._database.begin() as connection:
            dropped = drop_uncited(connection)
        self._originals.drop_unused(dropped)
        return len(dropped)


def keep_version(connection: Connection, document: Document, suffix: str, pages: Iterable[Page]) -> None:
    """Keep what a document is now, before `pages` take the place of its own; nothing where no answer cites it, or the
    words of all its pages stay as they are."""
    now = time.time()
    if not _is_cited(connection, document.id, _replaced_before(connection, document.id, now), now):
        return
    table = schema.pages
    columns = [column for column in table.c if column.name != "document_id"]
    old = connection.execute(select(*columns).where(table.c.document_id == document.id)).mappings().all()
    if {row["number"]: row["text"] for row in old} == {page.number: page.text for page in pages}:
        return
    values = {"document_id": document.id, "sha256": document.sha256, "suffix": suffix, "replaced": now}
    made = insert(schema.versions).values(**values, document=asdict(document)).returning(schema.versions.c.id)
    version = connection.execute(made).scalar_one()
    if old:
        connection.execute(insert(schema.version_pages), [{"version_id": version, **row} for row in old])


def drop_versions(connection: Connection, document_id: int) -> list[Dropped]:
    """Delete all earlier versions of a document, because it is deleted itself."""
    table = schema.versions
    gone = delete(table).where(table.c.document_id == document_id).returning(table.c.sha256, table.c.suffix)
    return [(row.sha256, row.suffix) for row in connection.execute(gone)]


def drop_uncited(connection: Connection) -> list[Dropped]:
    """Delete the earlier versions that no stored answer or note cites any more."""
    table, dropped = schema.versions, []
    columns = (table.c.id, table.c.document_id, table.c.replaced, table.c.sha256, table.c.suffix)
    for row in connection.execute(select(*columns)).all():
        since = _replaced_before(connection, row.document_id, row.replaced)
        if not _is_cited(connection, row.document_id, since, row.replaced):
            connection.execute(delete(table).where(table.c.id == row.id))
            dropped.append((row.sha256, row.suffix))
    return dropped


def _replaced_before(connection: Connection, document_id: int, moment: float) -> float:
    """When the version before that of `moment` was replaced; 0 where there is none that is kept."""
    table = schema.versions.c
    query = select(func.max(table.replaced)).where(table.document_id == document_id, table.replaced < moment)
    return float(connection.execute(query).scalar() or 0.0)


def _is_cited(connection: Connection, document_id: int, since: float, until: float) -> bool:
    """Whether an answer that was stored in that time cites the document, or one that is being written might; or a note
    of words that were on its pages in that time."""
    message, note = schema.messages.c, schema.notes.c
    stored = _between(message.created, since, until) & _names(message.answer, document_id)
    writing = (message.state == "writing") & (message.created <= until)
    noted = _between(note.as_of, since, until) & _names(note.citations, document_id)
    for query in (select(message.id).where(or_(stored, writing)), select(note.id).where(noted)):
        if connection.execute(query.limit(1)).first() is not None:
            return True
    return False


def _between(moment: "ColumnElement[float]", since: float, until: float) -> "ColumnElement[bool]":
    return (moment > since) & (moment <= until + _LATE)


def _names(kept: "ColumnElement[Any]", document_id: int) -> "ColumnElement[bool]":
    """Whether the JSON of a column names the document."""
    text = cast(kept, Text)
    return or_(text.like(f'%"document_id": {document_id},%'), text.like(f'%"document_id": {document_id}}}%'))


def _version(row: RowMapping) -> Version:
    document = {**row["document"], "problems": tuple(row["document"]["problems"])}
    return Version(row["id"], Document(**document), row["suffix"], row["replaced"])
