"""The changes of the database's format, in order. To make one, add a function and its line in `STEPS`.

A step is plain SQL, because rag/store/tables tells of today's tables and not of those that it finds. It makes
of an older library just what a new one is. Foreign keys are not enforced meanwhile, so that a table can be made
anew; they are checked when all steps are done. A small library of the format before is kept for the tests, see
tests/rag/store/data/make_library.py.

Steps up to 21 are SQLite's alone. From 22 on each is taken on PostgreSQL, too, which enforces foreign keys meanwhile:
what only one kind of database reads asks `connection.dialect.name`.
"""

from collections.abc import Callable

from sqlalchemy import Connection

from rag.common.titles import is_placeholder, title_from_name
from rag.store.care.seals import seal_all
from rag.store.index.server_words import COUNTED
from rag.store.tables.seals import triggers

Step = Callable[[Connection], None]


def collections_by_id(connection: Connection) -> None:
    """2: what referred to a collection by its name does it by its id; see rag/store/collection_links.py."""
    for table in ("jobs", "conversations", "testsets", "runs"):
        for statement in (
            f"ALTER TABLE {table} ADD COLUMN collection_id INTEGER REFERENCES collections (id)",
            f"ALTER TABLE {table} ADD COLUMN missing_collection VARCHAR NOT NULL DEFAULT ''",
            f"CREATE INDEX ix_{table}_collection_id ON {table} (collection_id)",
            f"UPDATE {table} SET collection_id = (SELECT id FROM collections WHERE name = {table}.collection)",
            f"UPDATE {table} SET missing_collection = collection WHERE collection_id IS NULL",
            f"ALTER TABLE {table} DROP COLUMN collection",
        ):
            connection.exec_driver_sql(statement)


def term_instances(connection: Connection) -> None:
    """3: the places of each term can be read; see rag/store/index/postings.py."""
    connection.exec_driver_sql("CREATE VIRTUAL TABLE term_instances USING fts5vocab(chunk_terms, instance)")


def titles_that_say_something(connection: Connection) -> None:
    """4: a title that was the name of a copy, or a placeholder of a program, is the document's file name.

    The headers of passages stay as they are: they are part of what was embedded. "Read again" makes them anew.
    """
    for key, name, title in connection.exec_driver_sql("SELECT id, name, title FROM documents").fetchall():
        if is_placeholder(title):
            mended = (title_from_name(name), key)
            connection.exec_driver_sql("UPDATE documents SET title = ? WHERE id = ?", mended)


def given_titles(connection: Connection) -> None:
    """5: a document can have a title that a person gave it; see rag/store/documents/moving.py."""
    connection.exec_driver_sql("ALTER TABLE documents ADD COLUMN given_title VARCHAR NOT NULL DEFAULT ''")


def pages_of_jobs(connection: Connection) -> None:
    """6: a job knows how many pages its file has, and when what is done to it now began."""
    connection.exec_driver_sql("ALTER TABLE jobs ADD COLUMN pages INTEGER NOT NULL DEFAULT 0")
    connection.exec_driver_sql("ALTER TABLE jobs ADD COLUMN began FLOAT NOT NULL DEFAULT 0")


def attached_jobs(connection: Connection) -> None:
    """7: a question keeps why a file that came with it could not be read; see rag/store/documents/attached.py."""
    connection.exec_driver_sql(
        "CREATE TABLE attached_jobs (message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE, "
        "job_id INTEGER NOT NULL, name VARCHAR NOT NULL, problem TEXT NOT NULL, PRIMARY KEY (message_id, job_id))"
    )
    connection.exec_driver_sql("CREATE INDEX ix_attached_jobs_job_id ON attached_jobs (job_id)")


def chosen_documents(connection: Connection) -> None:
    """8: a conversation may search single documents of its collection; an empty list stands for all."""
    connection.exec_driver_sql("ALTER TABLE conversations ADD COLUMN documents JSON NOT NULL DEFAULT '[]'")


def blocks_and_units(connection: Connection) -> None:
    """9: a page keeps its label, blocks and glyphs, a document its units. Those of documents that were read before are
    empty until they are read again; see rag/store/documents/units.py."""
    connection.exec_driver_sql("ALTER TABLE documents ADD COLUMN reader INTEGER NOT NULL DEFAULT 0")
    for column, kind, empty in (("label", "VARCHAR", ""), ("blocks", "JSON", "[]"), ("glyphs", "JSON", "[]")):
        connection.exec_driver_sql(f"ALTER TABLE pages ADD COLUMN {column} {kind} NOT NULL DEFAULT '{empty}'")
    connection.exec_driver_sql(
        "CREATE TABLE units (document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE, "
        'page INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, kind VARCHAR NOT NULL, '
        "text TEXT NOT NULL, context JSON NOT NULL, depth INTEGER NOT NULL, table_number INTEGER, "
        "cells JSON NOT NULL, rest JSON NOT NULL, rest_text TEXT NOT NULL, terms TEXT NOT NULL, "
        "heading_page INTEGER, heading_start INTEGER, summary INTEGER NOT NULL, vector BLOB NOT NULL, "
        "PRIMARY KEY (document_id, page, start)) WITHOUT ROWID"
    )


def spots_of_pages(connection: Connection) -> None:
    """10: a page that has a look but is no PDF keeps where its words stand, and its shape."""
    connection.exec_driver_sql("ALTER TABLE pages ADD COLUMN spots JSON NOT NULL DEFAULT '[]'")
    connection.exec_driver_sql("ALTER TABLE pages ADD COLUMN shape FLOAT NOT NULL DEFAULT 0")


def uploads_and_versions(connection: Connection) -> None:
    """11: a job knows its copy from the library's folder on, of which kind its refusal is and which archive it is of;
    what a document was before it was replaced is kept; see rag/store/documents/versions.py."""
    for statement in (
        "ALTER TABLE jobs ADD COLUMN refusal VARCHAR NOT NULL DEFAULT ''",
        "ALTER TABLE jobs ADD COLUMN parent INTEGER",
        "CREATE INDEX ix_jobs_parent ON jobs (parent)",
        "CREATE TABLE versions (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, document_id INTEGER NOT NULL, "
        "sha256 VARCHAR(64) NOT NULL, suffix VARCHAR NOT NULL, document JSON NOT NULL, replaced FLOAT NOT NULL)",
        "CREATE INDEX ix_versions_document_id ON versions (document_id)",
        "CREATE INDEX ix_versions_sha256 ON versions (sha256)",
        "CREATE TABLE version_pages (version_id INTEGER NOT NULL REFERENCES versions (id) ON DELETE CASCADE, "
        "number INTEGER NOT NULL, text TEXT NOT NULL, method VARCHAR NOT NULL, heading VARCHAR NOT NULL, "
        "problems JSON NOT NULL, label VARCHAR NOT NULL DEFAULT '', blocks JSON NOT NULL DEFAULT '[]', "
        "glyphs JSON NOT NULL DEFAULT '[]', spots JSON NOT NULL DEFAULT '[]', shape FLOAT NOT NULL DEFAULT 0, "
        "PRIMARY KEY (version_id, number))",
    ):
        connection.exec_driver_sql(statement)
    for key, path in connection.exec_driver_sql("SELECT id, path FROM jobs WHERE path <> ''").fetchall():
        folder, _, name = path.replace("\\", "/").rpartition("/")
        if folder.endswith("/staging"):
            connection.exec_driver_sql("UPDATE jobs SET path = ? WHERE id = ?", (f"staging/{name}", key))


def points_of_cases(connection: Connection) -> None:
    """12: a case may say which points a good answer has, what was said before, and what the question wants done."""
    for column, kind, empty in (("points", "JSON", "[]"), ("history", "JSON", "[]"), ("task", "VARCHAR", "")):
        connection.exec_driver_sql(f"ALTER TABLE cases ADD COLUMN {column} {kind} NOT NULL DEFAULT '{empty}'")


def notes(connection: Connection) -> None:
    """13: a person can keep an answer or a passage with a remark; see rag/store/notes."""
    connection.exec_driver_sql(
        "CREATE TABLE notes (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "
        "collection_id INTEGER REFERENCES collections (id), missing_collection VARCHAR NOT NULL DEFAULT '', "
        "message_id INTEGER REFERENCES messages (id) ON DELETE SET NULL, heading TEXT NOT NULL, text TEXT NOT NULL, "
        "marks JSON NOT NULL, citations JSON NOT NULL, remark TEXT NOT NULL, as_of FLOAT NOT NULL, "
        "created FLOAT NOT NULL, changed FLOAT NOT NULL)"
    )
    for column in ("collection_id", "message_id"):
        connection.exec_driver_sql(f"CREATE INDEX ix_notes_{column} ON notes ({column})")


def people(connection: Connection) -> None:
    """14: there are people with accounts, courses have members; see rag/store/people."""
    person = "person_id VARCHAR(32) {} REFERENCES people (id) ON DELETE CASCADE"
    course = "collection_id INTEGER {} REFERENCES collections (id) ON DELETE CASCADE"
    for statement in (
        "CREATE TABLE people (id VARCHAR(32) NOT NULL PRIMARY KEY, name VARCHAR NOT NULL, login VARCHAR UNIQUE, "
        "role VARCHAR NOT NULL, created FLOAT NOT NULL, named BOOLEAN NOT NULL, closed BOOLEAN NOT NULL, "
        "password VARCHAR NOT NULL, subject VARCHAR UNIQUE)",
        f"CREATE TABLE memberships ({course.format('NOT NULL')}, {person.format('NOT NULL')}, since FLOAT NOT NULL, "
        "PRIMARY KEY (collection_id, person_id))",
        "CREATE INDEX ix_memberships_person_id ON memberships (person_id)",
        f"CREATE TABLE sessions (key_hash VARCHAR(64) NOT NULL PRIMARY KEY, {person.format('NOT NULL')}, "
        "since FLOAT NOT NULL, until FLOAT NOT NULL, seen FLOAT NOT NULL, revoked FLOAT, way VARCHAR NOT NULL)",
        "CREATE INDEX ix_sessions_person_id ON sessions (person_id)",
        f"CREATE TABLE invitations (token_hash VARCHAR(64) NOT NULL PRIMARY KEY, role VARCHAR NOT NULL, "
        f"{course.format('')}, {person.format('')}, name VARCHAR NOT NULL, made_by VARCHAR NOT NULL, "
        "created FLOAT NOT NULL, until FLOAT NOT NULL, uses INTEGER NOT NULL, used INTEGER NOT NULL)",
        "CREATE INDEX ix_invitations_collection_id ON invitations (collection_id)",
        "CREATE INDEX ix_invitations_person_id ON invitations (person_id)",
        "CREATE TABLE audit (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, moment FLOAT NOT NULL, "
        "person VARCHAR NOT NULL, action VARCHAR NOT NULL, detail TEXT NOT NULL)",
        "CREATE INDEX ix_audit_moment ON audit (moment)",
    ):
        connection.exec_driver_sql(statement)


def owners(connection: Connection) -> None:
    """15: notes, test sets, collections and jobs say whose they are; see rag/store/people/access.py."""
    for table in ("collections", "notes", "testsets"):
        connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN owner VARCHAR NOT NULL DEFAULT ''")
    connection.exec_driver_sql("ALTER TABLE jobs ADD COLUMN only_for VARCHAR NOT NULL DEFAULT ''")


def own_documents(connection: Connection) -> None:
    """16: a document may be for one person alone, who may have one of the same name as there is for all.

    SQLite cannot change what is unique, so the table is made anew. The numbers that were given stay given.
    """
    columns = "id, collection_id, name, title, sha256, media_type, size, suffix, owner, added, problems, "
    columns += "given_title, reader"
    last = (
        connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'documents'").scalar() or 0
    )
    for statement in (
        "CREATE TABLE documents_anew (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, collection_id INTEGER NOT NULL "
        "REFERENCES collections (id) ON DELETE CASCADE, name VARCHAR NOT NULL, title VARCHAR NOT NULL, "
        "sha256 VARCHAR(64) NOT NULL, media_type VARCHAR NOT NULL, size INTEGER NOT NULL, suffix VARCHAR NOT NULL, "
        "owner VARCHAR NOT NULL, added FLOAT NOT NULL, problems JSON NOT NULL, "
        "given_title VARCHAR NOT NULL DEFAULT '', reader INTEGER NOT NULL DEFAULT 0, "
        "only_for VARCHAR NOT NULL DEFAULT '', UNIQUE (collection_id, name, only_for))",
        f"INSERT INTO documents_anew ({columns}) SELECT {columns} FROM documents",
        "DROP TABLE documents",
        "ALTER TABLE documents_anew RENAME TO documents",
        "CREATE INDEX ix_documents_collection_id ON documents (collection_id)",
        "CREATE INDEX ix_documents_sha256 ON documents (sha256)",
        "DELETE FROM sqlite_sequence WHERE name = 'documents'",
        f"INSERT INTO sqlite_sequence (name, seq) VALUES ('documents', {int(last)})",
    ):
        connection.exec_driver_sql(statement)


def api_keys(connection: Connection) -> None:
    """17: other programs are let in by keys; see rag/store/access/keys.py."""
    connection.exec_driver_sql(
        "CREATE TABLE api_keys (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, hash VARCHAR(64) NOT NULL UNIQUE, "
        "name VARCHAR NOT NULL, begins VARCHAR NOT NULL, scopes JSON NOT NULL, owner VARCHAR NOT NULL, "
        "created FLOAT NOT NULL, used FLOAT, revoked FLOAT)"
    )
    connection.exec_driver_sql("CREATE INDEX ix_api_keys_owner ON api_keys (owner)")


def seals(connection: Connection) -> None:
    """18: checksums of what is kept; see rag/store/care/seals.py. What is there now is taken for good."""
    names = "kind VARCHAR NOT NULL, key VARCHAR NOT NULL"
    for statement in (
        f"CREATE TABLE seals ({names}, digest VARCHAR NOT NULL, PRIMARY KEY (kind, key))",
        f"CREATE TABLE unsealed ({names}, PRIMARY KEY (kind, key))",
        *triggers(),
    ):
        connection.exec_driver_sql(statement)
    seal_all(connection.exec_driver_sql)


def numbers_of_lists(connection: Connection) -> None:
    """20: an item knows which list it is of, and its place there; nothing of documents read before."""
    for column in ("list_number", "list_place"):
        connection.exec_driver_sql(f"ALTER TABLE units ADD COLUMN {column} INTEGER")


def makers_of_runs(connection: Connection) -> None:
    """21: a run over all courses is its maker's; see rag/store/people/access.py. Of those that are there nobody knows
    who made them: in a class only the owner sees them from now on."""
    connection.exec_driver_sql("ALTER TABLE runs ADD COLUMN owner VARCHAR NOT NULL DEFAULT ''")


def tries(connection: Connection) -> None:
    """22: tries to sign in are counted by all processes together; see rag/store/people/tries.py."""
    for statement in (
        "CREATE TABLE tries (counts_for VARCHAR(64) NOT NULL, id VARCHAR(32) NOT NULL, moment FLOAT NOT NULL, "
        "PRIMARY KEY (counts_for, id))",
        "CREATE INDEX ix_tries_moment ON tries (moment)",
    ):
        connection.exec_driver_sql(statement)


def counts_of_terms(connection: Connection) -> None:
    """23: on a server the index of a token's chunks says how often it stands in them. SQLite's own index does."""
    if connection.dialect.name == "postgresql":
        for statement in COUNTED:
            connection.exec_driver_sql(statement)


BASELINE = 1
"""The format that was there before migrations were."""

STEPS: dict[int, Step] = {
    2: collections_by_id,
    3: term_instances,
    4: titles_that_say_something,
    5: given_titles,
    6: pages_of_jobs,
    7: attached_jobs,
    8: chosen_documents,
    9: blocks_and_units,
    10: spots_of_pages,
    11: uploads_and_versions,
    12: points_of_cases,
    13: notes,
    14: people,
    15: owners,
    16: own_documents,
    17: api_keys,
    18: seals,
    20: numbers_of_lists,
    21: makers_of_runs,
    22: tries,
    23: counts_of_terms,
}
"""By the number of the format that each leads to."""

NEWEST = max(STEPS)
