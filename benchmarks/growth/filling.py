"""A library on a server of PostgreSQL made as large as asked, in bulk: document by document it would take hours.

The first documents, with each of the real passages once, are written as any others (`Library.add_document`). What comes
after has the documents, keys and vectors of `Multiplied`, and the texts, words and units of the originals: copies share
their words here, so that the lists of the words grow as they do there, and no new words come.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

import numpy as np

from benchmarks.growth.multiplied import ON_A_PAGE, PAGES, Multiplied, collection_of
from rag.store.library import chunk_id

_OF_DOCUMENT = PAGES * ON_A_PAGE
_TABLES = ("documents", "pages", "chunks", "units", "chunk_terms", "chunk_lengths")
_KEYS = (
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE contype = %s AND conrelid = ANY(%s::regclass[])"
)
_INDEXES = (
    "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename = ANY(%s) AND NOT "
    "EXISTS (SELECT 1 FROM pg_constraint WHERE conname = indexname)"
)
_CHUNKS = (
    'COPY chunks (key, document_id, id, page, start, "end", text, header, vector) FROM STDIN (FORMAT BINARY)'
)
_CHUNK_TYPES = ("int4", "int4", "varchar", "int4", "int4", "int4", "text", "varchar", "bytea")
_DOCUMENTS = """
INSERT INTO documents (id, collection_id, name, title, sha256, media_type, size, suffix, owner, added, problems, reader)
SELECT new.id, collections.id, new.name, new.title, new.sha256, first.media_type, first.size, first.suffix, first.owner,
    first.added, first.problems, first.reader
FROM unnest(%s::integer[], %s::text[], %s::text[], %s::text[], %s::text[]) AS new (id, collection, name, title, sha256)
JOIN collections ON collections.name = new.collection
CROSS JOIN (SELECT * FROM documents ORDER BY id LIMIT 1) AS first
"""
_UNIT = "kind, text, context, depth, cells, rest, rest_text, terms, summary, vector"
_REST = (
    """
INSERT INTO pages (document_id, number, text, method, heading, problems)
SELECT document_id, page, string_agg(text || ' ', '' ORDER BY key), (SELECT method FROM pages LIMIT 1), '', '[]'
FROM chunks WHERE key > {known} GROUP BY document_id, page
""",
    """
INSERT INTO chunk_lengths SELECT chunks.key, first.tokens FROM chunks
JOIN chunk_lengths AS first ON first.key = (chunks.key - 1) % {originals} + 1 WHERE chunks.key > {known}
""",
    f"""
CREATE TEMPORARY TABLE first_units AS SELECT chunks.key, units.start - chunks.start AS begins,
    units."end" - chunks.start AS ends, {", ".join(f"units.{name}" for name in _UNIT.split(", "))}
FROM chunks JOIN units ON units.document_id = chunks.document_id AND units.page = chunks.page
    AND units.start >= chunks.start AND units.start < chunks."end" WHERE chunks.key <= {{originals}}
""",
    f"""
INSERT INTO units (document_id, page, start, "end", {_UNIT}) SELECT chunks.document_id, chunks.page,
    chunks.start + first.begins, chunks.start + first.ends, {", ".join(f"first.{name}" for name in _UNIT.split(", "))}
FROM chunks JOIN first_units AS first ON first.key = (chunks.key - 1) % {{originals}} + 1 WHERE chunks.key > {{known}}
ORDER BY chunks.key, first.begins
""",
    "CREATE TEMPORARY TABLE first_terms AS SELECT * FROM chunk_terms WHERE key <= {originals}",
    """
INSERT INTO chunk_terms SELECT token, key + turn * {originals}, in_body, places
FROM generate_series(1, {size} / {originals}) AS turn CROSS JOIN first_terms
WHERE key + turn * {originals} > {known} AND key + turn * {originals} <= {size}
""",
)


def fill(connection: Any, grown: Multiplied, size: int) -> None:
    """Go on from the first documents to `size` passages. `connection` is psycopg's, in whose database a library has the
    first documents of `grown`, and nothing else; each original is among them."""
    (known,) = connection.execute("SELECT max(key) FROM chunks").fetchone()
    originals = grown.originals
    if known < originals:
        raise ValueError(f"only {known} of {originals} passages are there")
    with connection.transaction():
        connection.execute("SET LOCAL maintenance_work_mem = '1GB'")
        again = list(_put_away(connection))
        _documents(connection, known // _OF_DOCUMENT, size // _OF_DOCUMENT)
        texts = connection.execute(
            "SELECT header, text FROM chunks WHERE key <= %s ORDER BY key", (originals,)
        ).fetchall()
        with connection.cursor().copy(_CHUNKS) as copy:
            copy.set_types(_CHUNK_TYPES)
            for number in range(known // _OF_DOCUMENT, size // _OF_DOCUMENT):
                for row in _chunks(number, texts, grown.vectors(number)):
                    copy.write_row(row)
        for statement in _REST:
            connection.execute(statement.format(known=known, originals=originals, size=size))
        for statement in again:
            connection.execute(statement)
        connection.execute("SELECT setval('chunks_key_seq', max(key)) FROM chunks")
        connection.execute("SELECT setval('documents_id_seq', max(id)) FROM documents")
        connection.execute("UPDATE meta SET value = value::integer + 1 WHERE key = 'generation'")
    connection.commit()
    connection.autocommit = True
    connection.execute("VACUUM ANALYZE")


def _put_away(connection: Any) -> Iterator[str]:
    """Drop what is made much faster at once than row by row; the statements that make it again."""
    tables = list(_TABLES)
    for kind in ("f", "p"):
        found = connection.execute(_KEYS, (kind, tables)).fetchall()
        for table, name, definition in found:
            if kind == "p" and table in ("documents", "chunks"):
                continue  # others refer to them
            connection.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
            yield f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}"
    for name, definition in connection.execute(_INDEXES, (tables,)).fetchall():
        connection.execute(f"DROP INDEX {name}")
        yield definition


def _documents(connection: Any, first: int, end: int) -> None:
    numbers = range(first, end)
    columns = (
        [number + 1 for number in numbers],
        [collection_of(number) for number in numbers],
        [f"{number:07}.txt" for number in numbers],
        [f"Document {number}" for number in numbers],
        list(map(_sha256, numbers)),
    )
    connection.execute(_DOCUMENTS, columns)


def _chunks(number: int, texts: list[tuple[str, str]], vectors: np.ndarray) -> Iterator[tuple[object, ...]]:
    """The rows of `chunks` of a document; its keys follow those of the document before."""
    begins = 0
    for place, vector in enumerate(vectors):
        key = number * _OF_DOCUMENT + place + 1
        header, text = texts[(key - 1) % len(texts)]
        page = place // ON_A_PAGE + 1
        if place % ON_A_PAGE == 0:
            begins = 0
        identity = chunk_id(_sha256(number), page, begins, text)
        end = begins + len(text)
        yield key, number + 1, identity, page, begins, end, text, header, vector.tobytes()
        begins = end + 1


def _sha256(number: int) -> str:
    return hashlib.sha256(f"growth {number}".encode()).hexdigest()
