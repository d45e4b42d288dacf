"""The tables of what is in a library and on its way into it: collections, documents as read, jobs."""

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Float,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from rag.store.tables.base import key_part, linked, metadata, parent

meta = Table(
    "meta", metadata, Column("key", String, primary_key=True), Column("value", String, nullable=False)
)

# The changes of the format that were made, by number; see rag/store/migrations.
migrations = Table(
    "migrations",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("applied", Float, nullable=False),
)

collections = Table(
    "collections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("created", Float, nullable=False),
    # The person who made it, "" where nobody has an account; see rag/store/people/access.py.
    Column("owner", String, nullable=False, server_default=""),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    parent("collection_id", "collections.id"),
    Column("name", String, nullable=False),
    Column("title", String, nullable=False),
    Column("sha256", String(64), nullable=False, index=True),
    Column("media_type", String, nullable=False),
    # In bytes; PostgreSQL keeps no more than 2 GB as an INTEGER.
    Column("size", Integer().with_variant(BigInteger(), "postgresql"), nullable=False),
    Column("suffix", String, nullable=False),
    Column("owner", String, nullable=False),
    Column("added", Float, nullable=False),
    Column("problems", JSON, nullable=False),
    # What a person calls it; "": as `title`, which is what the file says of itself.
    Column("given_title", String, nullable=False, server_default=""),
    # The version of the readers that read it, see ingest/readers/base.py; 0 before there was a number.
    Column("reader", Integer, nullable=False, server_default=text("0")),
    # The person who alone reads it, "" for all members of the collection.
    Column("only_for", String, nullable=False, server_default=""),
    UniqueConstraint("collection_id", "name", "only_for"),
    sqlite_autoincrement=True,
)


def _page_columns() -> "tuple[Column[Any], ...]":
    """What is kept of a page."""
    return (
        Column("text", Text, nullable=False),
        Column("method", String, nullable=False),
        Column("heading", String, nullable=False),
        Column("problems", JSON, nullable=False),
        # What is printed on it, its blocks and its runs of glyphs, see rag/values/pages.py; nothing of files read
        # before.
        Column("label", String, nullable=False, server_default=""),
        Column("blocks", JSON, nullable=False, server_default="[]"),
        Column("glyphs", JSON, nullable=False, server_default="[]"),
        Column("spots", JSON, nullable=False, server_default="[]"),
        Column("shape", Float, nullable=False, server_default=text("0")),
    )


pages = Table(
    "pages",
    metadata,
    key_part("document_id", "documents.id"),
    Column("number", Integer, primary_key=True),
    *_page_columns(),
)

# `key` is the row in the FTS table and the id in FAISS; AUTOINCREMENT so that it is never used twice,
# which lets a cache of vectors be brought up to date by comparing keys alone.
chunks = Table(
    "chunks",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=True),
    parent("document_id", "documents.id"),
    Column("id", String, nullable=False, index=True),
    Column("page", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("header", String, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

# What is judged and quoted, read by the place of the passages that were found; see rag/store/documents/units.py.
# `vector` is float16: there are several times as many units as chunks.
units = Table(
    "units",
    metadata,
    key_part("document_id", "documents.id"),
    Column("page", Integer, primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("context", JSON, nullable=False),
    Column("depth", Integer, nullable=False),
    Column("table_number", Integer),
    Column("cells", JSON, nullable=False),
    Column("rest", JSON, nullable=False),
    Column("rest_text", Text, nullable=False),
    # The index terms of its words as they are read aloud: those of content, a line end, the others.
    Column("terms", Text, nullable=False),
    # Where the heading is that it stands under, a unit too.
    Column("heading_page", Integer),
    Column("heading_start", Integer),
    # The number of the list that an item is of, and its 1-based place there.
    Column("list_number", Integer),
    Column("list_place", Integer),
    # Its 1-based place among those that stand for its section, 0 for most.
    Column("summary", Integer, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# Terms are stemmed by rag.language.words before they get here, so the tokenizer only has to split at spaces.
TOKENIZER = "unicode61 remove_diacritics 0"
CREATE_TERMS = f"""
CREATE VIRTUAL TABLE IF NOT EXISTS chunk_terms USING fts5(
    header, body, tokenize = "{TOKENIZER}", detail = 'full'
)
"""
# A view of that index: a row (term, doc, col, offset) for each place where a token stands.
CREATE_INSTANCES = "CREATE VIRTUAL TABLE term_instances USING fts5vocab(chunk_terms, instance)"

# What documents were before they were replaced, as long as an answer cites that; see rag/store/documents/versions.py.
versions = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", Integer, nullable=False, index=True),
    Column("sha256", String(64), nullable=False, index=True),
    Column("suffix", String, nullable=False),
    Column("document", JSON, nullable=False),
    Column("replaced", Float, nullable=False),
    sqlite_autoincrement=True,
)

version_pages = Table(
    "version_pages",
    metadata,
    key_part("version_id", "versions.id"),
    Column("number", Integer, primary_key=True),
    *_page_columns(),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", Integer, primary_key=True),
    *linked(),
    Column("name", String, nullable=False),
    Column("path", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("owner", String, nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("message", Text, nullable=False),
    Column("created", Float, nullable=False),
    Column("updated", Float, nullable=False),
    Column("pages", Integer, nullable=False, server_default=text("0")),
    Column("began", Float, nullable=False, server_default=text("0")),
    # Of which kind the reason is why it failed (rag.errors.Refusal), "" for none.
    Column("refusal", String, nullable=False, server_default=""),
    # The job of the archive that the file was in; it may be forgotten before.
    Column("parent", Integer, index=True),
    # Who alone will read its document, as in `documents`.
    Column("only_for", String, nullable=False, server_default=""),
    sqlite_autoincrement=True,
)
