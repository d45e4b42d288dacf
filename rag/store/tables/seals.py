"""The tables of checksums: of what people wrote and are shown, which nothing else in the database tells about."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import Column, String, Table

from rag.store.tables.base import metadata

seals = Table(
    "seals",
    metadata,
    Column("kind", String, primary_key=True, nullable=False),
    Column("key", String, primary_key=True, nullable=False),
    Column("digest", String, nullable=False),
)

# What was written in the transaction at hand, and has no checksum yet; empty between two.
unsealed = Table(
    "unsealed",
    metadata,
    Column("kind", String, primary_key=True, nullable=False),
    Column("key", String, primary_key=True, nullable=False),
)


class Sealed(NamedTuple):
    """Of a table the columns by which a row is known, those that its checksum is of, and what its rows are called."""

    key: tuple[str, ...]
    columns: tuple[str, ...]
    called: str

    def key_of(self, row: str) -> str:
        """SQL of the key of a row that is called so ("new", "t")."""
        return " || '/' || ".join(f"CAST({row}.{column} AS TEXT)" for column in self.key)


SEALED: Mapping[str, Sealed] = {
    "collections": Sealed(("id",), ("name", "owner"), "collections"),
    "documents": Sealed(
        ("id",), ("name", "title", "given_title", "sha256", "owner", "only_for"), "documents"
    ),
    "pages": Sealed(
        ("document_id", "number"),
        ("text", "method", "heading", "label", "blocks", "glyphs", "spots", "shape"),
        "pages (document/page)",
    ),
    "conversations": Sealed(("id",), ("title", "owner"), "chats"),
    "messages": Sealed(("id",), ("conversation_id", "role", "text", "answer", "state"), "messages of chats"),
    "notes": Sealed(("id",), ("heading", "text", "marks", "citations", "remark", "owner"), "notes"),
}
"""By table. Whoever changes this adds a step to the migrations that makes the triggers and the seals anew, and gives
step 18, which makes them of what stands here, the columns of then."""


def triggers() -> Iterator[str]:
    """What notes down each row that is written, and forgets those that are deleted."""
    for table, sealed in SEALED.items():
        columns = ", ".join(f'"{column}"' for column in sealed.columns)
        new, old = sealed.key_of("new"), sealed.key_of("old")
        note = f"INSERT OR IGNORE INTO unsealed (kind, key) VALUES ('{table}', {new})"
        forget = " ".join(
            f"DELETE FROM {kept} WHERE kind = '{table}' AND key = {old};" for kept in ("seals", "unsealed")
        )
        yield f"CREATE TRIGGER {table}_added AFTER INSERT ON {table} BEGIN {note}; END"
        yield f"CREATE TRIGGER {table}_changed AFTER UPDATE OF {columns} ON {table} BEGIN {note}; END"
        yield f"CREATE TRIGGER {table}_deleted AFTER DELETE ON {table} BEGIN {forget} END"
