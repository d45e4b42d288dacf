"""The tables of what people ask, are answered and keep."""

from sqlalchemy import JSON, Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, Text

from rag.store.tables.base import key_part, linked, metadata, parent

conversations = Table(
    "conversations",
    metadata,
    Column("id", Integer, primary_key=True),
    *linked(),
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
    parent("conversation_id", "conversations.id"),
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
    key_part("message_id", "messages.id"),
    Column("names", JSON, nullable=False),
)

# The jobs of those files. `problem` is why one could not be read, "" where it could or is not read yet.
attached_jobs = Table(
    "attached_jobs",
    metadata,
    key_part("message_id", "messages.id"),
    Column("job_id", Integer, primary_key=True, nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("problem", Text, nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    key_part("message_id", "messages.id"),
    Column("positive", Boolean, nullable=False),
    Column("note", Text, nullable=False),
    Column("created", Float, nullable=False),
)

# What a person keeps of an answer, or of a page, with a remark; see rag/store/notes.
notes = Table(
    "notes",
    metadata,
    Column("id", Integer, primary_key=True),
    *linked(),
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

Index("messages_in_order", messages.c.conversation_id, messages.c.id)
