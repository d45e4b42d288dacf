"""A collection put into one file: its documents as read, or only their hashes and vectors; its test sets and scores."""

import json
import time
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import select

from rag.common.names import composed
from rag.errors import LecternError
from rag.store import schema
from rag.store.care.backup import workplace
from rag.store.care.bundle import explained, write_bundle
from rag.store.collection_links import CollectionKey
from rag.store.database import set_value
from rag.store.documents.units import embedded_unit
from rag.store.library import Library, embedded_text
from rag.store.packs.known import keep_vectors
from rag.store.people.audit import note
from rag.store.rows import NewDocument
from rag.store.runs import Runs, RunState
from rag.store.testsets import TestSets, case_values
from rag.values import Chunk, Document, Page, Unit

KIND = "course pack"
COURSE, VECTORS, TESTSETS, SCORES = "course.db", "vectors.npz", "testsets.json", "scores.json"
FILES = "files"
_WITHOUT_WORDS = ("metrics", "position", "case", "scores", "outcome", "cause", "points")
"""What of a record (evaluation/runs/record.py) quotes no document."""
_UNTOLD = "It could not be asked. Why is not told in a course pack without its documents."


def make_pack(
    library: Library, collection: str, target: Path, documents: bool = True, licence: str = ""
) -> int:
    """Put a collection into the file `target`; returns how many documents it has. Chats, notes, names of people, and
    documents that somebody added for themselves alone are never in it, whoever makes it.

    Without `documents` it has only their names and hashes, and the vectors of what is in them: who has the files need
    not embed them, and nobody else gets a word of them. Then its scores are without the answers, which quote them. Test
    sets are in it as their makers wrote them. `licence` says what may be done with it. Raises LecternError,
    NotAllowed for who does not teach the course.
    """
    library.check_fills("save it as a course pack", collection)
    place = library.place(collection)
    if place is None:
        library.check_collection(collection)
        raise LecternError(f'The collection "{collection}" was deleted just now.')
    listed = [document for document in library.documents(collection) if not document.only_for]
    if not listed:
        raise LecternError(f'There is no document in "{collection}" yet. Add some, and make the pack then.')
    head = {
        "kind": KIND,
        "id": _identity(library, place),
        "made": time.time(),
        "collection": library.name_of(place),
        "embedder": library.fingerprint,
        "licence": licence,
        "with_documents": documents,
        "documents": [{"name": composed(d.name), "sha256": d.sha256} for d in listed],
    }
    with explained("The course pack", target), workplace(library.folder) as folder:
        parts = _with_documents(library, listed, folder) if documents else _vectors(library, listed, folder)
        for name, content in (
            (TESTSETS, _testsets(library, collection)),
            (SCORES, _scores(library, collection, documents)),
        ):
            (folder / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
            parts[name] = folder / name
        write_bundle(target, head, parts)
    with library.database.begin() as connection:
        note(connection, library.asker, "saved a course pack", collection)
    return len(listed)


def _identity(library: Library, place: CollectionKey) -> str:
    """What all packs of a collection are known by; made with the first one."""
    key = f"pack of {place.id} {place.created}"
    known = library.database.value(key)
    if known is None:
        known = uuid.uuid4().hex
        with library.database.begin() as connection:
            set_value(connection, key, known)
    return known


def _with_documents(library: Library, listed: Sequence[Document], folder: Path) -> dict[str, Path]:
    """A library of these documents alone, and their originals."""
    course = Library.open(folder / "course")
    parts = {COURSE: course.folder / "library.db"}
    try:
        for document in listed:
            add_copy(copy_of(library, document), course, "Course", None)
            original = library.original(document.id)
            if original is not None:
                parts[f"{FILES}/{original.name}"] = original
    finally:
        course.close()
    return parts


@dataclass(frozen=True, slots=True)
class DocumentCopy:
    """A document as it was read and embedded, with vectors (chunks, d) and (units, d) float32 of the embedder of
    `fingerprint`."""

    document: Document
    pages: Sequence[Page]
    chunks: Sequence[Chunk]
    vectors: np.ndarray
    units: Sequence[Unit]
    unit_vectors: np.ndarray | None
    fingerprint: str


def copy_of(source: Library, document: Document) -> DocumentCopy:
    """A document of `source`, to be put into another library."""
    chunks, vectors = chunks_of(source, document.id)
    units = source.units.of_document(document.id)
    unit_vectors = np.array([stored.vector for stored in units], dtype=np.float32) if units else None
    pages, found = source.pages(document.id), [stored.unit for stored in units]
    return DocumentCopy(document, pages, chunks, vectors, found, unit_vectors, source.fingerprint or "")


def add_copy(
    copied: DocumentCopy,
    target: Library,
    collection: str,
    original: Path | None,
    place: CollectionKey | None = None,
) -> None:
    """Put a document of another library into `target`."""
    document = copied.document
    new = NewDocument(
        collection,
        document.name,
        document.title,
        document.sha256,
        document.media_type,
        document.size,
        problems=document.problems,
        reader=document.reader,
        place=place,
    )
    target.add_document(
        new,
        copied.pages,
        copied.chunks,
        copied.vectors,
        copied.fingerprint,
        original,
        copied.units,
        copied.unit_vectors,
    )


def chunks_of(library: Library, document_id: int) -> tuple[list[Chunk], np.ndarray]:
    """The chunks of a document in their order, and their vectors (n, d) float32."""
    table = schema.chunks.c
    mine = library.search.access.of_documents(table.document_id)
    query = select(schema.chunks).where(table.document_id == document_id, mine).order_by(table.key)
    with library.database.read() as connection:
        rows = connection.execute(query).mappings().all()
    chunks = [
        Chunk(row["id"], row["page"], row["start"], row["end"], row["text"], row["header"]) for row in rows
    ]
    vectors = [np.frombuffer(row["vector"], dtype=np.float32) for row in rows]
    return chunks, np.array(vectors, dtype=np.float32) if vectors else np.zeros((0, 0), dtype=np.float32)


def _vectors(library: Library, listed: Sequence[Document], folder: Path) -> dict[str, Path]:
    """The vectors of what is in these documents, by the hash of the text that was embedded."""
    texts: list[str] = []
    vectors: list[np.ndarray] = []
    for document in listed:
        chunks, rows = chunks_of(library, document.id)
        texts += [embedded_text(chunk.header, chunk.text) for chunk in chunks]
        vectors += list(rows)
        for stored in library.units.of_document(document.id):
            texts.append(embedded_unit(stored.unit, stored.text, stored.rest_text))
            vectors.append(stored.vector)
    keep_vectors(folder / VECTORS, library.fingerprint or "", texts, vectors)
    return {VECTORS: folder / VECTORS}


def _testsets(library: Library, collection: str) -> list[Mapping[str, Any]]:
    sets = TestSets(library.database, library.asker)
    return [
        {"name": one.name, "cases": [case_values(stored.case) for stored in sets.cases(one.id)]}
        for one in sets.all()
        if one.collection == collection
    ]


def _scores(library: Library, collection: str, documents: bool) -> list[Mapping[str, Any]]:
    """The finished runs of the collection's test sets, with what became of each case; without `documents`
    no word of the answers."""
    database, asker = library.database, library.asker
    runs, names = Runs(database, asker), {one.id: one.name for one in TestSets(database, asker).all()}
    return [
        {
            "testset": names[run.testset_id],
            "name": run.name,
            "settings": dict(run.settings),
            "fingerprint": run.fingerprint,
            "cases": [case_values(case) for case in runs.cases(run.id)],
            "records": _listed(runs.records(run.id), documents),
        }
        for run in runs.all()
        if run.collection == collection and run.state is RunState.DONE
    ]


def _listed(
    records: Mapping[int, Mapping[str, Any]], documents: bool
) -> Iterable[tuple[int, Mapping[str, Any]]]:
    return [(position, body if documents else _wordless(body)) for position, body in records.items()]


def _wordless(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """A record without its answer and all that is told in words: its numbers, its grade, and the case."""
    kept = {name: body[name] for name in _WITHOUT_WORDS if name in body}
    return kept | {"answer": None, "error": _UNTOLD if body.get("error") else ""}
