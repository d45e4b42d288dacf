"""A document's title and its collection, changed within a caller's transaction.

Its id and its file name stay. Answers cite it by the id, test sets and citations by the name, so both stay right. The
headers of its passages stay, too: they are part of what was embedded.
"""

from sqlalchemy import Connection, func, select, update

from rag.common.names import composed, spellings
from rag.errors import LecternError
from rag.store import rows, schema
from rag.store.jobs import is_being_read
from rag.store.people.access import Access
from rag.values import Document

_TITLE = 200  # characters


def give_title(connection: Connection, access: Access, document_id: int, title: str) -> None:
    """Let people see `title`; with "" they see what the file says of itself again.

    Raises LecternError where the document is gone.
    """
    found_to_change(connection, access, document_id, "give it another title")
    given = " ".join(title.split())[:_TITLE]
    table = schema.documents
    connection.execute(update(table).where(table.c.id == document_id).values(given_title=given))


def given_title(connection: Connection, access: Access, collection: str, name: str, only_for: str) -> str:
    """The title that a person gave the document of that file name; "" where nobody did, or there is none."""
    table, owner = schema.documents, schema.collections
    query = select(table.c.given_title).join(owner, owner.c.id == table.c.collection_id)
    same = (
        func.composed(owner.c.name) == composed(collection),
        table.c.name.in_(spellings(name)),
        table.c.only_for == only_for,
    )
    return connection.execute(query.where(*same, access.documents())).scalar() or ""


def move(connection: Connection, access: Access, document_id: int, collection: str) -> None:
    """Put a document into another collection; into its own, it stays as it is.

    Raises LecternError where it is being read again, or there is one of its name or its content already.
    """
    target = rows.collection_id(connection, access, collection)
    document = found_to_change(connection, access, document_id, "move it")
    if document.collection == collection:
        return
    if not document.only_for:
        access.check_changes(connection, schema.collections, target, access.taught(), "add to it")
    if is_being_read(connection, access, document.collection, document.name):
        raise LecternError(f'"{document.name}" is being read again. Move it when that is done, or cancel it.')
    _check_place(connection, access, document, collection)
    table = schema.documents
    connection.execute(update(table).where(table.c.id == document_id).values(collection_id=target))


def _check_place(connection: Connection, access: Access, document: Document, collection: str) -> None:
    only_for = document.only_for
    if rows.find_documents(connection, access, collection, name=document.name, only_for=only_for):
        raise LecternError(
            f'There is a file "{document.name}" in "{collection}" already. '
            "Delete that one first, or leave this one here."
        )
    same = rows.find_documents(connection, access, collection, sha256=document.sha256, only_for=only_for)
    if same:
        raise LecternError(
            f'The same file is in "{collection}" already, as "{same[0].name}". You can delete this one instead.'
        )


def found_to_change(connection: Connection, access: Access, document_id: int, what: str) -> Document:
    """The document, which the asker may change; `what` says what they want ("delete it").

    Raises LecternError where it is not there for them, NotAllowed where they only read it.
    """
    found = rows.find_documents(connection, access, document_id=document_id)
    if not found:
        raise LecternError("This document is no longer in the library. It may have been deleted already.")
    access.check_changes(connection, schema.documents, document_id, access.documents_to_change(), what)
    return found[0]
