"""Checksums: whatever Lectern writes has one, and whatever else changes is found."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from rag.store.care.check import check
from rag.store.care.salvage import salvage
from rag.store.care.seals import seal
from rag.store.conversations import Conversations
from rag.store.library import Library
from rag.store.tables.seals import SEALED
from rag.values import Answer, Outcome


def found(folder: Path) -> list[str]:
    return [damage.text for damage in check(folder, full=True) if damage.broken]


def change(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "library.db")) as connection, connection:
        connection.execute(statement)


@pytest.fixture
def kept(folder: Path) -> Path:
    """The folder of a library with documents and a chat, changed once by Lectern."""
    library = Library.open(folder)
    talks = Conversations(library.database)
    talk = talks.create("Course")
    message = talks.ask(talk.id, "Who found it?")
    talks.finish(message.id, Answer("Who found it?", "", Outcome.ANSWERED, "Mirela found it."))
    talks.rename(talk.id, "The comet")
    document = library.documents()[0]
    library.rename_document(document.id, "A title of one's own")
    library.close()
    return folder


def test_what_lectern_writes_and_deletes_is_whole(kept: Path) -> None:
    assert found(kept) == []
    library = Library.open(kept)
    talks = Conversations(library.database)
    talks.delete(talks.list()[0].id)
    library.delete_collection("Course")
    library.close()
    assert found(kept) == []
    with closing(sqlite3.connect(kept / "library.db")) as connection:
        assert connection.execute("SELECT count(*) FROM unsealed").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM seals WHERE kind = 'messages'").fetchone() == (0,)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE messages SET text = 'Mirelo found it.' WHERE role = 'assistant'", "messages of chats"),
        ("UPDATE messages SET answer = replace(answer, 'found', 'lost')", "messages of chats"),
        ("UPDATE conversations SET title = 'The comets'", "chats"),
        ("UPDATE documents SET given_title = 'Another'", "documents"),
        ("UPDATE pages SET blocks = '[1]'", "pages"),
        ("UPDATE pages SET heading = heading || '.'", "pages"),
    ],
)
def test_another_letter_is_noticed_also_where_the_file_itself_was_changed(
    kept: Path, statement: str, told: str
) -> None:
    change(kept, statement)
    assert any(told in damage and "not what was written" in damage for damage in found(kept)), found(kept)


def test_a_row_that_is_lost_is_noticed(kept: Path) -> None:
    change(kept, "DROP TRIGGER messages_deleted")
    change(kept, "DELETE FROM messages WHERE role = 'assistant'")
    assert any("messages of chats that are lost" in damage for damage in found(kept))


def test_a_library_that_was_begun_anew_has_checksums(kept: Path) -> None:
    salvage(kept)
    assert not [damage for damage in found(kept) if "written" in damage or "lost" in damage]


def test_a_row_is_sealed_without_reading_its_whole_table(kept: Path) -> None:
    plans: list[str] = []
    with closing(sqlite3.connect(kept / "library.db")) as connection:

        def execute(statement: str, values: tuple[Any, ...] = ()) -> sqlite3.Cursor:
            if statement.startswith("SELECT") and values:
                plan = connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)
                plans.extend(row[3].split()[0] for row in plan)
            return connection.execute(statement, values)

        before = connection.execute("SELECT * FROM seals ORDER BY kind, key").fetchall()
        connection.execute("UPDATE seals SET digest = ''")
        for kind, sealed in SEALED.items():
            key = sealed.key_of("t")
            connection.execute(f"INSERT INTO unsealed SELECT '{kind}', {key} FROM {kind} t")
            connection.execute(
                "INSERT OR IGNORE INTO unsealed VALUES (?, ?)", (kind, "/".join("9" * len(sealed.key)))
            )
        seal(execute)
        assert connection.execute("SELECT * FROM seals ORDER BY kind, key").fetchall() == before
    assert len(plans) == len(before) + len(SEALED) and set(plans) == {"SEARCH"}
