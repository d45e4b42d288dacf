"""The tables of library.db. The database is the truth; every cache is rebuilt from it."""

from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData()


def _parent(name: str, column: str, nullable: bool = False) -> "Column[int]":
    return Column(name, Integer, ForeignKey(column, ondelete="CASCADE"), nullable=nullable, index=True)


def _linked() -> "tuple[Column[int], Column[str]]":
    """What refers to a collection, see rag/store/collection_links.py."""
    return (
        Column("collection_id", Integer, ForeignKey("collections.id"), index=True),
        Column("missing_collection", String, nullable=False, server_default=""),
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
    _parent("collection_id", "collections.id"),
    Column("name", String, nullable=False),
    Column("title", String, nullable=False),
    Column("sha256", String(64), nullable=False, index=True),
    Column("media_type", String, nullable=False),
    Column("size", Integer, nullable=False),
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

pages = Table(
    "pages",
    metadata,
    Column(
        "document_id",
        Integer,
        ForeignKey("documents.id", ondelete="CASCADE"),
        primary_key=True,
        nullable=False,
    ),
    Column("number", Integer, primary_key=True),
    *_page_columns(),
)

# `key` is the row in the FTS table and the id in FAISS; AUTOINCREMENT so that it is never used twice,
# which lets a cache of vectors be brought up to date by comparing keys alone.
chunks = Table(
    "chunks",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=True),
    _parent("document_id", "documents.id"),
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
    Column(
        "document_id",
        Integer,
        ForeignKey("documents.id", ondelete="CASCADE"),
        primary_key=True,
        nullable=False,
    ),
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

jobs = Table(
    "jobs",
    metadata,
    Column("id", Integer, primary_key=True),
    *_linked(),
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
    Column(
        "version_id",
        Integer,
        ForeignKey("versions.id", ondelete="CASCADE"),
        primary_key=True,
        nullable=False,
    ),
    Column("number", Integer, primary_key=True),
    *_page_columns(),
)

conversations = Table(
    "conversations",
    metadata,
    Column("id", Integer, primary_key=True),
    *_linked(),
    Column("title", String, nullable=False),
    Column("owner", String, nullable=False),
    Column("created", Float, nullable=False),
    Column("updated", Float, nullable=False),
    Column("documents", JSON, nullable=False, server_default="[]"),
    sqlite_autoincrement=True,
)

messages = Table(
    "messages",
    metadata,
    Column("id", Integer, primary_key=True),
    _parent("conversation_id", "conversations.id"),
    Column("role", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("answer", JSON),
    Column("state", String, nullable=False),
    Column("created", Float, nullable=False),
    sqlite_autoincrement=True,
)

attachments = Table(
    "attachments",
    metadata,
    Column("message_id", Integer, ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True),
    Column("names", JSON, nullable=False),
)

# The jobs of those files. `problem` is why one could not be read, "" where it could or is not read yet.
attached_jobs = Table(
    "attached_jobs",
    metadata,
    Column(
        "message_id", Integer, ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True, nullable=False
    ),
    Column("job_id", Integer, primary_key=True, nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("problem", Text, nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column("message_id", Integer, ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True),
    Column("positive", Boolean, nullable=False),
    Column("note", Text, nullable=False),
    Column("created", Float, nullable=False),
)

# What a person keeps of an answer, or of a page, with a remark; see rag/store/notes.
notes = Table(
    "notes",
    metadata,
    Column("id", Integer, primary_key=True),
    *_linked(),
    Column("message_id", Integer, ForeignKey("messages.id", ondelete="SET NULL"), index=True),
    Column("heading", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("marks", JSON, nullable=False),
    Column("citations", JSON, nullable=False),
    Column("remark", Text, nullable=False),
    Column("as_of", Float, nullable=False),
    Column("created", Float, nullable=False),
    Column("changed", Float, nullable=False),
    Column("owner", String, nullable=False, server_default=""),
    sqlite_autoincrement=True,
)

testsets = Table(
    "testsets",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    *_linked(),
    Column("created", Float, nullable=False),
    Column("owner", String, nullable=False, server_default=""),
)

cases = Table(
    "cases",
    metadata,
    Column("id", Integer, primary_key=True),
    _parent("testset_id", "testsets.id"),
    Column("position", Integer, nullable=False),
    Column("question", Text, nullable=False),
    Column("answers", JSON, nullable=False),
    Column("document", String, nullable=False),
    Column("page", Integer),
    Column("answerable", Boolean),
    Column("note", Text, nullable=False),
    Column("points", JSON, nullable=False, server_default="[]"),
    Column("history", JSON, nullable=False, server_default="[]"),
    # One of rag.values.Task, "" where nobody said.
    Column("task", String, nullable=False, server_default=""),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    _parent("testset_id", "testsets.id"),
    Column("name", String, nullable=False),
    *_linked(),
    Column("state", String, nullable=False),
    Column("settings", JSON, nullable=False),
    Column("fingerprint", String, nullable=False),
    Column("cases", JSON, nullable=False),
    Column("total", Integer, nullable=False),
    Column("created", Float, nullable=False),
    Column("finished", Float),
    Column("message", Text, nullable=False),
    sqlite_autoincrement=True,
)

records = Table(
    "records",
    metadata,
    Column("id", Integer, primary_key=True),
    _parent("run_id", "runs.id"),
    Column("position", Integer, nullable=False),
    Column("body", JSON, nullable=False),
    Column("created", Float, nullable=False),
    UniqueConstraint("run_id", "position"),
)

# Who is who in a class; see rag/store/people.
people = Table(
    "people",
    metadata,
    Column("id", String(32), primary_key=True, nullable=False),
    Column("name", String, nullable=False),
    # What they sign in with, in small letters; NULL for guests.
    Column("login", String, unique=True),
    Column("role", String, nullable=False),
    Column("created", Float, nullable=False),
    Column("named", Boolean, nullable=False),
    Column("closed", Boolean, nullable=False),
    # Argon2's own text of a password, "" where there is none.
    Column("password", String, nullable=False),
    # Issuer and subject of OpenID Connect, NULL for those who sign in by password.
    Column("subject", String, unique=True),
)

memberships = Table(
    "memberships",
    metadata,
    Column(
        "collection_id",
        Integer,
        ForeignKey("collections.id", ondelete="CASCADE"),
        primary_key=True,
        nullable=False,
    ),
    Column(
        "person_id",
        String(32),
        ForeignKey("people.id", ondelete="CASCADE"),
        primary_key=True,
        nullable=False,
        index=True,
    ),
    Column("since", Float, nullable=False),
)

# Of the key that a browser keeps, only its SHA-256 is here.
sessions = Table(
    "sessions",
    metadata,
    Column("key_hash", String(64), primary_key=True, nullable=False),
    Column("person_id", String(32), ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("since", Float, nullable=False),
    Column("until", Float, nullable=False),
    Column("seen", Float, nullable=False),
    Column("revoked", Float),
    Column("way", String, nullable=False),
)

# Links that make a person, or set their password anew; of the token, too, only the hash.
invitations = Table(
    "invitations",
    metadata,
    Column("token_hash", String(64), primary_key=True, nullable=False),
    Column("role", String, nullable=False),
    Column("collection_id", Integer, ForeignKey("collections.id", ondelete="CASCADE"), index=True),
    # Whose password it sets anew, NULL where it makes somebody.
    Column("person_id", String(32), ForeignKey("people.id", ondelete="CASCADE"), index=True),
    Column("name", String, nullable=False),
    Column("made_by", String, nullable=False),
    Column("created", Float, nullable=False),
    Column("until", Float, nullable=False),
    Column("uses", Integer, nullable=False),
    Column("used", Integer, nullable=False),
)

# Who changed what; `detail` has names, never a text that somebody wrote.
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("moment", Float, nullable=False, index=True),
    Column("person", String, nullable=False),
    Column("action", String, nullable=False),
    Column("detail", Text, nullable=False),
    sqlite_autoincrement=True,
)

# What lets other programs in, by the hash of the secret that they show; see rag/store/access/keys.py.
api_keys = Table(
    "api_keys",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("begins", String, nullable=False),
    Column("scopes", JSON, nullable=False),
    Column("owner", String, nullable=False, index=True),
    Column("created", Float, nullable=False),
    Column("used", Float),
    Column("revoked", Float),
    sqlite_autoincrement=True,
)

Index("messages_in_order", messages.c.conversation_id, messages.c.id)
