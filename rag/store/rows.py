"""Rows of the library's tables as values, and back. Each function works inside a caller's transaction."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import (
    Connection,
    CursorResult,
    Integer,
    RowMapping,
    String,
    cast,
    delete,
    func,
    insert,
    select,
    update,
)

from rag.common.names import composed, spellings
from rag.errors import EmbedderMismatch, LecternError, Refusal, UnknownCollection, UnreadableFile
from rag.language.words import terms
from rag.store import schema
from rag.store.collection_links import CollectionKey, link
from rag.store.database import insert_all
from rag.store.index.server_vectors import keep_vectors
from rag.store.index.words import words_of
from rag.store.people.access import Access
from rag.values import Chunk, Document, Page
from rag.values.blocks_json import block_from_json, block_to_json, spots_from_json, spots_to_json


@dataclass(frozen=True, slots=True)
class NewDocument:
    """What is known of a file before it is in the library. `given_title` is what a person calls it, "" for nobody;
    `only_for` the person who alone reads it, "" for all members of the collection.

    It comes into the collection at `place`, or into the one of that name, which is made where it is not there. With
    `again`, it takes the place of the document of that id, wherever that is, and is not kept where that was deleted.
    """

    collection: str
    name: str
    title: str
    sha256: str
    media_type: str
    size: int
    owner: str = ""
    problems: tuple[str, ...] = ()
    given_title: str = ""
    reader: int = 0
    only_for: str = ""
    place: CollectionKey | None = None
    again: int | None = None


def valid_name(name: str) -> str:
    name = composed(" ".join(name.split()))
    if not 1 <= len(name) <= 100:
        raise LecternError(f"A collection's name has 1 to 100 characters, this one has {len(name)}.")
    return name


def collection_id(connection: Connection, access: Access, name: str, create: bool = False) -> int:
    """The id of the collection of that name, among those that are read. Raises UnknownCollection, NotAllowed."""
    found = find_place(connection, access, name)
    if found is not None:
        return found.id
    if not create:
        listed = connection.execute(select(schema.collections.c.name).where(access.collections()))
        known = ", ".join(f'"{row[0]}"' for row in listed)
        raise UnknownCollection(
            f'There is no collection "{name}". '
            + (f"There are: {known}." if known else "The library is empty.")
        )
    return _create_collection(connection, access, name)


def taught_collection(connection: Connection, access: Access, name: str, what: str) -> int:
    """The id of a collection that the asker may change; `what` says what they want ("rename it").

    Raises UnknownCollection where it is not read, NotAllowed where it is only read.
    """
    found = collection_id(connection, access, name)
    access.check_changes(connection, schema.collections, found, access.taught(), what)
    return found


def _create_collection(connection: Connection, access: Access, name: str) -> int:
    access.check_teaches("make a collection")
    if find_place(connection, Access(), name) is not None:  # one that the asker does not read
        raise LecternError(f'The name "{name}" is taken. Choose another one.')
    values = {"name": name, "created": time.time(), "owner": access.owner}
    created = _key(connection.execute(insert(schema.collections).values(**values)))
    if access.owner:
        row = {"collection_id": created, "person_id": access.owner, "since": time.time()}
        connection.execute(insert(schema.memberships).values(**row))
    link(connection, created, name)
    return created


def find_place(connection: Connection, access: Access, name: str) -> CollectionKey | None:
    """The collection of that name, among those that are read."""
    table = schema.collections.c
    same = (func.composed(table.name) == composed(name), access.collections())
    row = connection.execute(select(table.id, table.created).where(*same)).first()
    return None if row is None else CollectionKey(row.id, row.created)


def name_of_place(connection: Connection, access: Access, place: CollectionKey) -> str:
    """What the collection is called now. Raises UnknownCollection where it is not there, or not read."""
    table = schema.collections.c
    same = (table.id == place.id, table.created == place.created, access.collections())
    found = connection.execute(select(table.name).where(*same)).scalar()
    if found is None and not access.everything:
        raise UnknownCollection(
            "The collection was deleted, or is not open to you any more. Nothing more is added to it. "
            "Add the files to another one."
        )
    if found is None:
        raise UnknownCollection(
            "The collection was deleted while files were read into it. What was in it is gone, and nothing more is "
            "added. Add the files to another one, or again to make it anew."
        )
    return str(found)


def place_of(connection: Connection, access: Access, new: NewDocument) -> tuple[int, str]:
    """The id and the name of the collection that a document comes into, which the asker reads."""
    if new.again is not None:
        same = find_documents(connection, access, document_id=new.again, only_for=new.only_for)
        if not same:
            raise UnreadableFile("It was deleted while it was read again.", Refusal.REFUSED)
        return collection_id(connection, access, same[0].collection), same[0].collection
    if new.place is not None:
        return new.place.id, name_of_place(connection, access, new.place)
    name = valid_name(new.collection)
    return collection_id(connection, access, name, create=True), name


def find_documents(
    connection: Connection,
    access: Access,
    collection: str | None = None,
    document_id: int | None = None,
    name: str | None = None,
    sha256: str | None = None,
    only_for: str | None = None,
) -> list[Document]:
    """The documents that are read, by name; None leaves a thing open."""
    table, owner = schema.documents, schema.collections
    pages = select(func.count()).where(schema.pages.c.document_id == table.c.id).scalar_subquery()
    chunks = select(func.count()).where(schema.chunks.c.document_id == table.c.id).scalar_subquery()
    first = schema.pages.c.document_id == table.c.id, schema.pages.c.number == 1
    method = select(schema.pages.c.method).where(*first).scalar_subquery()
    query = select(
        table,
        owner.c.name.label("collection"),
        pages.label("n_pages"),
        chunks.label("n_chunks"),
        method.label("method"),
    )
    query = query.join(owner, owner.c.id == table.c.collection_id).order_by(func.lower(table.c.name))
    query = query.where(access.documents())
    wanted = ((table.c.id, document_id), (table.c.sha256, sha256), (table.c.only_for, only_for))
    for column, value in wanted:
        if value is not None:
            query = query.where(column == value)
    if collection is not None:
        query = query.where(func.composed(owner.c.name) == composed(collection))
    if name is not None:  # by the index: a collection may have thousands
        query = query.where(table.c.name.in_(spellings(name)))
    return [_document(row) for row in connection.execute(query).mappings()]


def _document(row: RowMapping) -> Document:
    return Document(
        id=row["id"],
        collection=row["collection"],
        name=row["name"],
        title=row["given_title"] or row["title"],
        sha256=row["sha256"],
        media_type=row["media_type"],
        size=row["size"],
        pages=row["n_pages"],
        chunks=row["n_chunks"],
        owner=row["owner"],
        added=row["added"],
        problems=tuple(row["problems"]),
        reader=row["reader"],
        method=row["method"] or "",
        only_for=row["only_for"],
    )


def insert_document(
    connection: Connection, collection: int, new: NewDocument, suffix: str, document_id: int | None = None
) -> int:
    """Under a new id, or under `document_id`; returns it."""
    known = {} if document_id is None else {"id": document_id}
    created = connection.execute(
        insert(schema.documents).values(
            **known,
            collection_id=collection,
            name=new.name,
            title=new.title,
            sha256=new.sha256,
            media_type=new.media_type,
            size=new.size,
            suffix=suffix,
            owner=new.owner,
            added=time.time(),
            problems=list(new.problems),
            given_title=new.given_title,
            reader=new.reader,
            only_for=new.only_for,
        )
    )
    return _key(created)


def insert_pages(connection: Connection, document_id: int, pages: Sequence[Page]) -> None:
    insert_all(connection, schema.pages, ({"document_id": document_id, **page_row(page)} for page in pages))


def page_row(page: Page) -> dict[str, Any]:
    """What is kept of a page, by column."""
    return {
        "number": page.number,
        "text": page.text,
        "method": page.method,
        "heading": page.heading,
        "problems": list(page.problems),
        "label": page.label,
        "blocks": [block_to_json(block) for block in page.blocks],
        "glyphs": page.glyphs,
        "spots": spots_to_json(page.spots),
        "shape": page.shape,
    }


def page_of(row: RowMapping) -> Page:
    """The page of a row of `pages`."""
    return Page(
        number=row["number"],
        text=row["text"],
        method=row["method"],
        heading=row["heading"],
        problems=tuple(row["problems"]),
        label=row["label"],
        blocks=tuple(block_from_json(block) for block in row["blocks"]),
        glyphs=tuple((start, length, index) for start, length, index in row["glyphs"]),
        spots=spots_from_json(row["spots"]),
        shape=row["shape"],
    )


def page_without_looks(row: RowMapping) -> Page:
    """The words of a page and what it is called, from a row of `PLAIN`: of a book all pages can be read at once."""
    return Page(row["number"], row["text"], row["method"], row["heading"], label=row["label"])


PLAIN = ("number", "text", "method", "heading", "label")
"""The columns that `page_without_looks` takes."""


def insert_chunks(
    connection: Connection, document_id: int, chunks: Sequence[Chunk], vectors: np.ndarray
) -> None:
    if not chunks:
        return
    table = schema.chunks
    kept = [
        {
            "document_id": document_id,
            "id": chunk.id,
            "page": chunk.page,
            "start": chunk.start,
            "end": chunk.end,
            "text": chunk.text,
            "header": chunk.header,
            "vector": np.ascontiguousarray(vector, dtype=np.float32).tobytes(),
        }
        for chunk, vector in zip(chunks, vectors, strict=True)
    ]
    created = insert(table).returning(table.c.key, sort_by_parameter_order=True)
    keys = connection.execute(created, kept).scalars().all()
    fields = [
        (key, " ".join(terms(chunk.header)), " ".join(terms(chunk.text)))
        for key, chunk in zip(keys, chunks, strict=True)
    ]
    words_of(connection).add(connection, fields)
    keep_vectors(connection, document_id, keys, vectors)


def suffix_of(connection: Connection, document_id: int) -> str:
    """How the name of a document's original ends."""
    found = connection.execute(select(schema.documents.c.suffix).where(schema.documents.c.id == document_id))
    return str(found.scalar_one())


def delete_document(connection: Connection, document_id: int) -> tuple[str, str]:
    table = schema.documents
    row = connection.execute(select(table.c.sha256, table.c.suffix).where(table.c.id == document_id)).first()
    if row is None:
        raise LecternError("This document is no longer in the library. It may have been deleted already.")
    words_of(connection).remove_document(connection, document_id)
    connection.execute(delete(table).where(table.c.id == document_id))
    return row.sha256, row.suffix


def next_generation(connection: Connection) -> None:
    table = schema.meta
    more = cast(cast(table.c.value, Integer) + 1, String)
    connection.execute(update(table).where(table.c.key == "generation").values(value=more))


def check_embedder(connection: Connection, fingerprint: str, folder: Path) -> None:
    stored = connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == "embedder")).scalar()
    if stored is None or stored == fingerprint:
        return
    if connection.execute(select(schema.chunks.c.key).limit(1)).first() is not None:
        raise EmbedderMismatch(
            f"This library was embedded with {stored}, but the embedder now set is {fingerprint}. "
            "Set the first one again, or re-embed everything with: "
            f'python -m ingest --reembed --library "{folder}"'
        )


def _key(result: CursorResult[Any]) -> int:
    """The primary key that an INSERT gave its row."""
    key = result.inserted_primary_key
    assert key is not None
    return int(key[0])
