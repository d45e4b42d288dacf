"""The library: collections of documents, kept whole. One folder, one database, one folder of originals."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sqlalchemy import ColumnElement, Connection, String, Table, and_, cast, delete, func, select, update
from sqlalchemy.exc import IntegrityError

from rag.common.files import PRIVATE, is_sha256, private_folder
from rag.common.names import composed
from rag.errors import LecternError, LibraryUnavailable
from rag.store import rows, schema
from rag.store.care.belonging import check_here, is_new, on_server
from rag.store.care.opening import check_present
from rag.store.collection_links import CollectionKey, link, unlink
from rag.store.database import Database, set_value
from rag.store.documents import moving
from rag.store.documents.units import Units, insert_units
from rag.store.documents.versions import Dropped, Versions, drop_uncited, drop_versions, keep_version
from rag.store.guard.opening import check_on_server
from rag.store.jobs import cancel_jobs
from rag.store.originals import NO_ORIGINAL, Originals
from rag.store.packs.known import KnownVectors
from rag.store.people.access import Access
from rag.store.people.audit import note
from rag.store.rows import NewDocument
from rag.store.search import Search
from rag.values import Chunk, Document, Page, Unit
from rag.values.pages import is_unread
from rag.values.people import Asker
from rag.values.places import PageName


@dataclass(frozen=True, slots=True)
class Collection:
    """A course: its name and how much is in it. `created` is a UNIX time."""

    id: int
    name: str
    documents: int
    chunks: int
    created: float


class Library:
    """Documents, pages and chunks; `search` finds the chunks. It has what its asker reads, and nothing else."""

    def __init__(self, folder: Path, database: Database, search: Search | None = None) -> None:
        self.folder = folder
        self.database = database
        self.search = search or Search(database, folder / "vectors.faiss")
        self.asker = self.search.access.asker
        self._access = self.search.access
        self._asked = database.asked_by(self.asker)  # to read; what is changed, the program does for who may
        self.units = Units(database, self._access)
        self._originals = Originals(folder / "files", database)
        self.versions = Versions(database, self._originals, self._access)

    @classmethod
    def open(cls, folder: Path, url: str | None = None) -> "Library":
        """The library in `folder`, made if it is not there. `url` puts the database elsewhere."""
        url = on_server(url, folder)
        try:
            private_folder(folder)
            private_folder(folder / "files")
            if url is None:
                check_here(folder)
                check_present(folder)
                if not (folder / "library.db").exists():
                    (folder / "library.db").touch(PRIVATE)  # SQLite gives its log the same mode
        except OSError as error:
            raise LibraryUnavailable(
                f"The folder {folder} cannot be made or written ({error.strerror}). Choose another with --library."
            ) from error
        place, makes = url or f"sqlite:///{folder / 'library.db'}", url is None or is_new(folder)
        library = cls(folder, Database(place, folder, makes=makes))
        try:
            if url is not None:
                check_on_server(library.database, folder)
            library.sweep()
        except BaseException:
            library.close()
            raise
        return library

    def seen_by(self, asker: Asker) -> "Library":
        """The same library with what `asker` reads. Costs nothing: database and vectors are shared."""
        return Library(self.folder, self.database, self.search.seen_by(asker))

    def close(self) -> None:
        self.database.close()

    def sweep(self) -> int:
        """Clear away the files that processes left which were killed; how many."""
        return self._originals.sweep()

    def known_vectors(self, fingerprint: str) -> KnownVectors:
        """The vectors that came with course packs of the asker, made by the embedder of `fingerprint`."""
        return KnownVectors(self.packs, fingerprint)

    @property
    def packs(self) -> Path:
        """The folder of what came with course packs that the asker opened. In a class each person has one: what is in
        a pack is only its maker's word, and has no part in how others' files are read."""
        return self.folder / "packs" / self.asker.person

    def save_vectors(self) -> None:
        """Write the cache of vectors; the library is whole without it."""
        self.search.save_vectors()

    # -- collections ---------------------------------------------------------------------------

    def collections(self) -> list[Collection]:
        """All collections, by name, and how much of each is read."""
        documents, chunks = schema.documents.c, schema.chunks.c
        query = (
            select(
                schema.collections.c.id,
                schema.collections.c.name,
                func.count(documents.id.distinct()),
                func.count(chunks.key),
                schema.collections.c.created,
            )
            .select_from(
                schema.collections.outerjoin(
                    schema.documents,
                    and_(documents.collection_id == schema.collections.c.id, self._access.documents()),
                ).outerjoin(schema.chunks, chunks.document_id == documents.id)
            )
            .where(self._access.collections())
            .group_by(schema.collections.c.id)
            .order_by(func.lower(schema.collections.c.name))
        )
        with self._asked.read() as connection:
            return [Collection(*row) for row in connection.execute(query)]

    def create_collection(self, name: str) -> None:
        """Make an empty collection; one of that name that is there already is left as it is."""
        with self.database.begin() as connection:
            rows.collection_id(connection, self._access, rows.valid_name(name), create=True)

    def rename_collection(self, old: str, new: str) -> None:
        """Chats, test sets, runs and jobs of the collection are of the new name from then on."""
        table, name = schema.collections, rows.valid_name(new)
        with self.database.begin() as connection:
            identity = rows.taught_collection(connection, self._access, old, "rename it")
            try:
                connection.execute(update(table).where(table.c.id == identity).values(name=name))
            except IntegrityError as error:
                raise LecternError(f'There is already a collection "{new}". Choose another name.') from error
            link(connection, identity, name)
            note(connection, self.asker, "renamed the course", f"{old}: {name}")

    def delete_collection(self, name: str) -> None:
        """Delete the collection and everything of its documents, all of it or nothing.

        Its jobs are cancelled. Chats, test sets and runs stay, as those of a collection that is missing.
        """
        with self.database.begin() as connection:
            identity = rows.taught_collection(connection, self._access, name, "delete it")
            documents = rows.find_documents(connection, Access(), collection=name)
            dropped = [gone for document in documents for gone in _deleted(connection, document.id)]
            cancel_jobs(connection, identity)
            unlink(connection, identity, name)
            connection.execute(delete(schema.collections).where(schema.collections.c.id == identity))
            note(connection, self.asker, "deleted the course", name)
            rows.next_generation(connection)
        self._originals.drop_unused(dropped)

    def place(self, name: str) -> CollectionKey | None:
        """Which collection has that name now, to find it by when it has another; None where there is none."""
        with self._asked.read() as connection:
            return rows.find_place(connection, self._access, name)

    def name_of(self, place: CollectionKey) -> str:
        """What a collection is called now. Raises UnknownCollection where it was deleted, or is not read any more."""
        with self._asked.read() as connection:
            return rows.name_of_place(connection, self._access, place)

    def check_fills(self, what: str, name: str | None = None) -> None:
        """Raises NotAllowed for who may not fill collections, or (with a `name`) not that one, and UnknownCollection
        where that is not read; `what` says what they want ("save it as a course pack")."""
        if name is None:
            self._access.check_teaches(what)
            return
        with self._asked.read() as connection:
            rows.taught_collection(connection, self._access, name, what)

    def check_collection(self, name: str) -> None:
        """Raise UnknownCollection if there is no collection of that name."""
        with self._asked.read() as connection:
            rows.collection_id(connection, self._access, name)

    # -- documents -----------------------------------------------------------------------------

    def documents(self, collection: str | None = None) -> list[Document]:
        """The documents of a collection (or of all), by name."""
        with self._asked.read() as connection:
            if collection is not None:
                rows.collection_id(connection, self._access, collection)
            return rows.find_documents(connection, self._access, collection=collection)

    def document(self, document_id: int) -> Document:
        with self._asked.read() as connection:
            found = rows.find_documents(connection, self._access, document_id=document_id)
        if not found:
            raise LecternError("This document is no longer in the library. It may have been deleted.")
        return found[0]

    def find_document(
        self, collection: str, *, name: str | None = None, sha256: str | None = None
    ) -> Document | None:
        """The document with those bytes in the collection; by its name the one that another of that name replaces,
        which is never one for other people.

        Of two with the same bytes the one for all members is told.
        """
        mine = self._access.only_for
        with self._asked.read() as connection:
            found = rows.find_documents(connection, self._access, collection, name=name, sha256=sha256)
        found = sorted((one for one in found if one.only_for in ("", mine)), key=lambda one: one.only_for)
        if name is not None:
            found = [one for one in found if one.only_for == mine]
        return found[0] if found else None

    def add_document(
        self,
        new: NewDocument,
        pages: Sequence[Page],
        chunks: Sequence[Chunk],
        vectors: np.ndarray,
        fingerprint: str,
        original: Path | None,
        units: Sequence[Unit] = (),
        unit_vectors: np.ndarray | None = None,
    ) -> Document:
        """Keep a document whole, in one transaction, in place of the one of the same name, whose id it takes:
        answers that cite it find its pages by that; `versions` keeps those that they cite. It keeps the title that a
        person gave that one, too. Of an asker who teaches nothing it is for themselves alone, and replaces only
        what is.

        `original` is its file, None where that is not kept: then there is none, whoever else has the file.
        `vectors` is (len(chunks), d) float32, unit rows, made by the embedder of `fingerprint`, and so is
        `unit_vectors` (len(units), d).
        """
        if len(vectors) != len(chunks):
            raise ValueError(f"{len(chunks)} chunks, but {len(vectors)} vectors")
        if len(units) != (0 if unit_vectors is None else len(unit_vectors)):
            raise ValueError(f"{len(units)} units need as many vectors")
        if not is_sha256(new.sha256):
            raise ValueError(f"no SHA-256: {new.sha256!r}")
        suffix = Path(new.name).suffix.lower()
        new = self._owned(replace(new, name=composed(new.name)))
        if original is None:
            return self._added(new, pages, chunks, vectors, fingerprint, None, units, unit_vectors)
        with self._originals.copied(original, new.sha256) as copy:
            try:
                return self._added(new, pages, chunks, vectors, fingerprint, copy, units, unit_vectors)
            except BaseException:
                if not copy.exists():  # it was put in, and what it was for was not kept
                    self._originals.drop_unused([(new.sha256, suffix)])
                raise

    def _added(
        self,
        new: NewDocument,
        pages: Sequence[Page],
        chunks: Sequence[Chunk],
        vectors: np.ndarray,
        fingerprint: str,
        copy: Path | None,
        units: Sequence[Unit],
        unit_vectors: np.ndarray | None,
    ) -> Document:
        """Keep it in one transaction, with its original, the `copy`."""
        suffix = NO_ORIGINAL if copy is None else Path(new.name).suffix.lower()
        dropped: list[Dropped] = []
        with self.database.begin() as connection:
            rows.check_embedder(connection, fingerprint, self.folder)
            set_value(connection, "embedder", fingerprint)
            identity, collection = rows.place_of(connection, self._access, new)
            kept_id = None
            given = moving.given_title(connection, self._access, collection, new.name, new.only_for)
            for old in rows.find_documents(
                connection, self._access, collection, name=new.name, only_for=new.only_for
            ):
                keep_version(connection, old, rows.suffix_of(connection, old.id), pages)
                dropped += drop_uncited(connection)
                dropped.append(rows.delete_document(connection, old.id))
                kept_id = old.id
            document_id = rows.insert_document(
                connection, identity, replace(new, given_title=given), suffix, kept_id
            )
            rows.insert_pages(connection, document_id, pages)
            rows.insert_chunks(connection, document_id, chunks, vectors)
            if unit_vectors is not None:
                insert_units(connection, document_id, units, pages, unit_vectors)
            what = (
                f"{collection}: {new.name}" if not new.only_for else collection
            )  # what is private is not told
            note(connection, self.asker, "added a document", what)
            rows.next_generation(connection)
            if copy is not None:
                self._originals.put(copy, new.sha256, suffix)
        self._originals.drop_unused(dropped)
        return self.document(document_id)

    def rename_document(self, document_id: int, title: str) -> None:
        """Let people see a document as `title`; with "" it has the title that the file gives it again.

        Its file name stays, by which it is cited and named in test sets.
        """
        with self.database.begin() as connection:
            moving.give_title(connection, self._access, document_id, title)
            rows.next_generation(connection)

    def given_title(self, collection: str, name: str) -> str:
        """The title that a person gave the document of that file name, "" where there is none."""
        with self._asked.read() as connection:
            return moving.given_title(connection, self._access, collection, name, self._access.only_for)

    def move_documents(self, document_ids: Sequence[int], collection: str) -> None:
        """Put documents into another collection, all of them or none; chats, answers and test sets stay as they are.

        Raises LecternError, with the remedy, where one is being read, or is in that collection already.
        """
        with self.database.begin() as connection:
            for document_id in document_ids:
                moving.move(connection, self._access, document_id, collection)
            note(connection, self.asker, "moved documents", f"{len(document_ids)} to {collection}")
            rows.next_generation(connection)

    def remove_document(self, document_id: int) -> None:
        """Remove a document with its pages, chunks, terms, vectors and file."""
        self.remove_documents([document_id])

    def remove_documents(self, document_ids: Sequence[int]) -> None:
        """Remove documents, all of them or none, each as `remove_document` does."""
        with self.database.begin() as connection:
            for document_id in document_ids:
                gone = moving.found_to_change(connection, self._access, document_id, "delete it")
                what = f"{gone.collection}: {gone.name}" if not gone.only_for else gone.collection
                note(connection, self.asker, "deleted a document", what)
            dropped = [file for document_id in document_ids for file in _deleted(connection, document_id)]
            rows.next_generation(connection)
        self._originals.drop_unused(dropped)

    def pages(self, document_id: int) -> list[Page]:
        """The pages of a document, in order."""
        query = select(schema.pages).where(self._of(schema.pages, document_id))
        with self._asked.read() as connection:
            found = connection.execute(query.order_by(schema.pages.c.number)).mappings()
            return [rows.page_of(row) for row in found]

    def page_texts(self, document_id: int) -> list[Page]:
        """The pages of a document, in order, without their blocks and without what they are drawn by."""
        table = schema.pages.c
        query = select(*(table[column] for column in rows.PLAIN)).where(self._of(schema.pages, document_id))
        with self._asked.read() as connection:
            found = connection.execute(query.order_by(table.number)).mappings()
            return [rows.page_without_looks(row) for row in found]

    def unread_pages(self, document_ids: Sequence[int]) -> dict[int, list[PageName]]:
        """For each of the documents, in the order given, that has any: its pages with words that could not be read."""
        page, document = schema.pages.c, schema.documents.c
        query = select(page.document_id, document.name, page.number, page.label, page.method, page.problems)
        query = query.join(schema.documents, document.id == page.document_id).where(
            page.document_id.in_(list(document_ids)),
            cast(page.problems, String) != "[]",
            self._access.of_documents(page.document_id),
        )
        found: dict[int, list[PageName]] = {document_id: [] for document_id in document_ids}
        with self._asked.read() as connection:
            for row in connection.execute(query.order_by(page.document_id, page.number)):
                if is_unread(row.problems):
                    found[row.document_id].append(PageName(row.name, row.number, row.label, row.method))
        return {document_id: pages for document_id, pages in found.items() if pages}

    def page(self, document_id: int, number: int) -> Page:
        """One page by its 1-based number."""
        table = schema.pages
        query = select(table).where(self._of(table, document_id), table.c.number == number)
        with self._asked.read() as connection:
            row = connection.execute(query).mappings().first()
        if row is None:
            raise LecternError(
                f"Page {number} is no longer in the library. The document may have been replaced."
            )
        return rows.page_of(row)

    def headers(self, document_id: int) -> list[tuple[int, int, str]]:
        """(page, start, header) of each chunk of a document, in the order of the pages."""
        table = schema.chunks.c
        query = select(table.page, table.start, table.header).where(self._of(schema.chunks, document_id))
        with self._asked.read() as connection:
            return [(*row,) for row in connection.execute(query.order_by(table.page, table.start))]

    def original(self, document_id: int) -> Path | None:
        """The uploaded file, or None where none was kept."""
        table = schema.documents.c
        with self._asked.read() as connection:
            row = connection.execute(
                select(table.sha256, table.suffix).where(table.id == document_id, self._access.documents())
            ).first()
        return None if row is None else self._originals.find(row.sha256, row.suffix)

    # -- the embedder that the vectors were made with ------------------------------------------------

    @property
    def fingerprint(self) -> str | None:
        """Of the embedder that made the vectors; None while there are none."""
        return self.database.value("embedder") if self._has_chunks() else None

    @property
    def generation(self) -> int:
        """A number that grows with every change to the documents."""
        return self.database.generation

    @property
    def seen(self) -> str:
        """Names what the asker reads now: another text when documents change, or what is theirs does; the same for all
        who read the same documents, so that what is made of a course for one need not be made for fifty. For caches."""
        if self._access.everything:
            return str(self.generation)
        with self._asked.read() as connection:
            query = select(schema.documents.c.id).where(self._access.documents())
            ids = sorted(connection.execute(query).scalars())
        return f"{self.generation} {hashlib.sha256(','.join(map(str, ids)).encode()).hexdigest()[:32]}"

    def check_change(self, document_id: int, what: str) -> None:
        """Raises NotAllowed where the asker only reads the document; `what` says what they want ("read it again")."""
        with self._asked.read() as connection:
            moving.found_to_change(connection, self._access, document_id, what)

    def may_change(self, document: Document) -> bool:
        """Whether `check_change` lets the asker change it."""
        return self.asker.teaches or document.only_for == self.asker.person

    def check_embedder(self, fingerprint: str) -> None:
        """Raise EmbedderMismatch if the library's vectors were made by another embedder."""
        with self.database.read() as connection:
            rows.check_embedder(connection, fingerprint, self.folder)

    def _of(self, table: Table, document_id: int) -> ColumnElement[bool]:
        """Rows of a document, if it is one that is read."""
        column = table.c.document_id
        return and_(column == document_id, self._access.of_documents(column))

    def _owned(self, new: NewDocument) -> NewDocument:
        """With whose it is, where people have accounts."""
        if self._access.everything:
            return new
        self._access.check_uploads()
        return replace(new, owner=self._access.owner, only_for=self._access.only_for)

    def _has_chunks(self) -> bool:
        with self.database.read() as connection:
            return connection.execute(select(schema.chunks.c.key).limit(1)).first() is not None


def _deleted(connection: Connection, document_id: int) -> list[Dropped]:
    """Delete a document and what it was before; the files that may be needed no more."""
    return [rows.delete_document(connection, document_id), *drop_versions(connection, document_id)]


def embedded_text(header: str, body: str) -> str:
    """What is embedded for a chunk: its header on a line of its own, then its text."""
    return f"{header}\n{body}" if header else body


def chunk_id(sha256: str, page: int, start: int, body: str) -> str:
    """The stable name of a chunk: 24 hex digits of SHA-256 over document, page, place and text."""
    return hashlib.sha256(f"{sha256}\0{page}\0{start}\0{body}".encode()).hexdigest()[:24]
