"""The tables of test sets and of what came of asking them."""

from sqlalchemy import JSON, Boolean, Column, Float, Integer, String, Table, Text, UniqueConstraint

from rag.store.tables.base import linked, metadata, parent

testsets = Table(
    "testsets",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    *linked(),
    Column("created", Float, nullable=False),
    Column("owner", String, nullable=False, server_default=""),
)

cases = Table(
    "cases",
    metadata,
    Column("id", Integer, primary_key=True),
    parent("testset_id", "testsets.id"),
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
    parent("testset_id", "testsets.id"),
    Column("name", String, nullable=False),
    *linked(),
    Column("state", String, nullable=False),
    Column("settings", JSON, nullable=False),
    Column("fingerprint", String, nullable=False),
    Column("cases", JSON, nullable=False),
    Column("total", Integer, nullable=False),
    Column("created", Float, nullable=False),
    Column("finished", Float),
    Column("message", Text, nullable=False),
    # Who made it, "" where nobody has an account, or nobody knows.
    Column("owner", String, nullable=False, server_default=""),
    sqlite_autoincrement=True,
)

records = Table(
    "records",
    metadata,
    Column("id", Integer, primary_key=True),
    parent("run_id", "runs.id"),
    Column("position", Integer, nullable=False),
    Column("body", JSON, nullable=False),
    Column("created", Float, nullable=False),
    UniqueConstraint("run_id", "position"),
)
