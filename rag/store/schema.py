"""The tables of library.db. The database is the truth; every cache is rebuilt from it."""

from rag.store.tables.base import metadata
from rag.store.tables.chats import attached_jobs, attachments, conversations, feedback, messages, notes
from rag.store.tables.classes import api_keys, audit, invitations, memberships, people, sessions, tries
from rag.store.tables.documents import (
    CREATE_INSTANCES,
    CREATE_TERMS,
    TOKENIZER,
    chunks,
    collections,
    documents,
    jobs,
    meta,
    migrations,
    pages,
    units,
    version_pages,
    versions,
)
from rag.store.tables.measuring import cases, records, runs, testsets
from rag.store.tables.seals import seals, triggers, unsealed

__all__ = [
    "CREATE_INSTANCES",
    "CREATE_TERMS",
    "TOKENIZER",
    "api_keys",
    "attached_jobs",
    "attachments",
    "audit",
    "cases",
    "chunks",
    "collections",
    "conversations",
    "documents",
    "feedback",
    "invitations",
    "jobs",
    "memberships",
    "messages",
    "meta",
    "metadata",
    "migrations",
    "notes",
    "pages",
    "people",
    "records",
    "runs",
    "seals",
    "sessions",
    "testsets",
    "tries",
    "triggers",
    "units",
    "unsealed",
    "version_pages",
    "versions",
]
