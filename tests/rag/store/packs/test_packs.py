"""A course in one file: whole, without words, updated, refused where it was changed."""

import json
import sqlite3
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import update

from evaluation.runs.record import gold_of, record_to_json, scored
from evaluation.runs.runner import records_of
from rag.errors import EmbedderMismatch, LecternError
from rag.store import schema
from rag.store.__main__ import main
from rag.store.care.bundle import DamagedBundle, open_bundle, write_bundle
from rag.store.care.check import check
from rag.store.conversations import Conversations
from rag.store.library import Library
from rag.store.notes.notes import KeptNote, Notes
from rag.store.packs import making, unpacking
from rag.store.packs.known import KnownVectors
from rag.store.packs.making import COURSE, KIND, DocumentCopy, make_pack
from rag.store.packs.unpacking import open_pack
from rag.store.runs import NewRun, Runs, RunState
from rag.store.testsets import Case, TestSets
from rag.values import Answer, Citation, Claim, Document, Outcome, Source, Verdict
from tests.rag.store.care.conftest import DIMENSION, add
from tests.rag.store.stores import Stores


@pytest.fixture
def teacher(stores: Stores, tmp_path: Path) -> Iterator[Library]:
    """A library with a course of two documents, another one, a chat, and a test set with a finished run."""
    (tmp_path / "teacher").mkdir()
    library = stores.open(tmp_path / "teacher" / "library")
    add(library, "dogs.txt", "Dogs run far. " * 20, "Animals")
    add(library, "cats.txt", "Cats sleep long. " * 20, "Animals")
    add(library, "private.txt", "Salaries of teachers.", "Office")
    talks = Conversations(library.database)
    talks.ask(talks.create("Animals", owner="Ms Miller").id, "A private question?")
    cases = [Case("How far do dogs run?", ("far",))]
    key = TestSets(library.database).create("Exam", "Animals", cases)
    run = Runs(library.database).create(NewRun(key, "First", "Animals", {}, "f", tuple(cases)))
    Runs(library.database).add_record(run.id, 0, {"score": 1})
    Runs(library.database).set_state(run.id, RunState.DONE)
    yield library
    library.close()


@pytest.fixture
def student(stores: Stores, tmp_path: Path) -> Iterator[Library]:
    (tmp_path / "student").mkdir()
    library = stores.open(tmp_path / "student" / "library")
    yield library
    library.close()


@pytest.fixture
def pack(teacher: Library, tmp_path: Path) -> Path:
    make_pack(teacher, "Animals", tmp_path / "animals.lectern", licence="For students of this course.")
    return tmp_path / "animals.lectern"


def names(library: Library, collection: str = "Animals") -> list[str]:
    return [document.name for document in library.documents(collection)]


def test_a_course_comes_whole_and_nothing_else_of_the_teacher(pack: Path, student: Library) -> None:
    opened = open_pack(pack, student)
    assert (opened.collection, opened.added) == ("Animals", ("cats.txt", "dogs.txt"))
    assert (opened.testsets, opened.licence) == (("Exam",), "For students of this course.")
    assert [collection.name for collection in student.collections()] == ["Animals"]
    assert check(student.folder, full=True) == []
    assert student.search.lexical(["dog"], 5)
    assert student.search.dense(np.eye(1, DIMENSION, dtype=np.float32)[0], 5)
    assert all(student.original(document.id) for document in student.documents())
    (run,) = Runs(student.database).all()
    assert Runs(student.database).records(run.id) == {0: {"score": 1}}
    whole = pack.read_bytes()
    with zipfile.ZipFile(pack) as archive:
        whole += b"".join(archive.read(name) for name in archive.namelist())
    for secret in (b"Salaries", b"private question", b"Miller"):
        assert secret not in whole


def test_the_same_pack_again_changes_nothing(pack: Path, student: Library) -> None:
    open_pack(pack, student)
    before = student.generation
    opened = open_pack(pack, student)
    assert (opened.added, opened.changed, opened.same) == ((), (), ("cats.txt", "dogs.txt"))
    assert opened.testsets == ()
    assert student.generation == before


def test_a_newer_pack_updates_and_keeps_what_is_the_students_own(
    pack: Path, teacher: Library, student: Library, tmp_path: Path
) -> None:
    open_pack(pack, student)
    student.rename_collection("Animals", "My zoo")
    add(student, "mine.txt", "My own remarks.", "My zoo")
    talks = Conversations(student.database)
    talks.ask(talks.create("My zoo").id, "Mine?")
    Notes(student.database).keep(KeptNote("My zoo", "A note."))
    cats = student.find_document("My zoo", name="cats.txt")
    add(teacher, "cats.txt", "Cats sleep very long. " * 20, "Animals")
    add(teacher, "birds.txt", "Birds fly.", "Animals")
    dogs = teacher.find_document("Animals", name="dogs.txt")
    assert dogs is not None and cats is not None
    teacher.remove_document(dogs.id)
    newer = tmp_path / "newer.lectern"
    make_pack(teacher, "Animals", newer)
    opened = open_pack(newer, student)
    assert (opened.collection, opened.added, opened.changed, opened.removed) == (
        "My zoo",
        ("birds.txt",),
        ("cats.txt",),
        ("dogs.txt",),
    )
    assert names(student, "My zoo") == ["birds.txt", "cats.txt", "mine.txt"]
    changed = student.find_document("My zoo", name="cats.txt")
    assert changed is not None and changed.id == cats.id
    assert len(talks.list()) == 1 and len(Notes(student.database).list()) == 1
    with pytest.raises(LecternError, match="is older than the pack"):
        open_pack(pack, student)


def test_without_documents_it_has_no_word_of_them(teacher: Library, student: Library, tmp_path: Path) -> None:
    target = tmp_path / "hashes.lectern"
    make_pack(teacher, "Animals", target, documents=False)
    with zipfile.ZipFile(target) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist() if not name.startswith("testsets"))
    assert b"run far" not in whole and b"sleep" not in whole
    opened = open_pack(target, student)
    assert opened.awaited == ("cats.txt", "dogs.txt")
    known = KnownVectors(student.folder / "packs", "fake")
    (chunk,) = (c.text for c in teacher.search.chunks([1]).values())
    vector = known.of(chunk)
    assert vector is not None and vector.tolist() == [1.0] + [0.0] * (DIMENSION - 1)
    assert known.of("other words") is None
    assert KnownVectors(student.folder / "packs", "another").of(chunk) is None


def test_without_documents_its_scores_quote_nothing(
    teacher: Library, student: Library, tmp_path: Path
) -> None:
    case = Case("How far do dogs run?", ("far",))
    quoted = Citation(1, "dogs.txt", 1, 0, 13, "Dogs run far.", 1.0)
    claim = Claim("Dogs run far.", Verdict.SUPPORTED, Source.EVIDENCE, (quoted,))
    found = Answer(case.question, case.question, Outcome.ANSWERED, "Dogs run far.", (claim,))
    record = scored(0, case, gold_of(case), found, None)
    runs = Runs(teacher.database)
    (run,) = runs.all()
    runs.add_record(run.id, 0, record_to_json(record))
    target = tmp_path / "hashes.lectern"
    for documents in (True, False):
        make_pack(teacher, "Animals", target, documents)
        with zipfile.ZipFile(target) as archive:
            assert (b"Dogs run far." in archive.read("scores.json")) == documents
    open_pack(target, student)
    (read,) = records_of(Runs(student.database), Runs(student.database).all()[0].id)
    assert (read.scores, read.outcome, read.answer, read.error) == (record.scores, record.outcome, None, "")


def test_one_of_another_embedder_is_refused(pack: Path, student: Library) -> None:
    add(student, "mine.txt", "My own remarks.", "Mine")
    with student.database.begin() as connection:
        connection.exec_driver_sql("UPDATE meta SET value = 'another' WHERE key = 'embedder'")
    with pytest.raises(EmbedderMismatch):
        open_pack(pack, student)


def test_a_collection_of_ones_own_is_not_filled_unasked(pack: Path, student: Library) -> None:
    add(student, "mine.txt", "My own remarks.", "Animals")
    with pytest.raises(LecternError, match="of your own already"):
        open_pack(pack, student)
    assert names(student) == ["mine.txt"]
    open_pack(pack, student, "Animals")
    assert names(student) == ["cats.txt", "dogs.txt", "mine.txt"]


def test_whatever_is_changed_in_it_is_refused(pack: Path, student: Library, tmp_path: Path) -> None:
    with zipfile.ZipFile(pack) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in parts:
        if name == "manifest.json":
            continue
        forged = tmp_path / "forged.lectern"
        with zipfile.ZipFile(forged, "w") as archive:
            for other, body in parts.items():
                archive.writestr(other, body + b" " if other == name else body)
        with pytest.raises(DamagedBundle, match="was changed"):
            open_pack(forged, student)
    manifest = json.loads(parts["manifest.json"])
    original = next(name for name in manifest["parts"] if name.startswith("files/"))
    forged = tmp_path / "forged.lectern"
    with zipfile.ZipFile(forged, "w") as archive:  # one that is honest about a wrong file
        manifest["parts"][original] = "0f1128046248f83dc9b9ab187e16fad0ff596128f1524d05a9a77c4ad932f10a"
        archive.writestr("manifest.json", json.dumps(manifest))
        for other, body in parts.items():
            if other != "manifest.json":
                archive.writestr(other, b"Forged" if other == original else body)
    with pytest.raises(DamagedBundle):
        open_pack(forged, student)
    assert student.documents() == []


def made_anew(pack: Path, target: Path, *statements: str) -> None:
    """The same pack with its course changed, and honest about that."""
    bundle, parts = open_bundle(pack, KIND), {}
    for number, name in enumerate(bundle.parts):
        parts[name] = target.with_name(f"part{number}")
        bundle.take(name, parts[name])
    with closing(sqlite3.connect(parts[COURSE])) as connection, connection:
        for statement in statements:
            connection.execute(statement)
    write_bundle(target, bundle.head, parts)


def test_one_of_a_newer_lectern_is_not_called_damaged(pack: Path, student: Library, tmp_path: Path) -> None:
    newer = tmp_path / "newer.lectern"
    made_anew(pack, newer, "UPDATE meta SET value = '9999' WHERE key = 'schema'")
    with pytest.raises(DamagedBundle, match=r"a newer Lectern \(format 9999.*Update Lectern"):
        open_pack(newer, student)
    made_anew(pack, newer, "DROP TABLE meta")
    with pytest.raises(DamagedBundle, match=r"is damaged: course\.db cannot be read.*Nothing was changed"):
        open_pack(newer, student)
    assert student.collections() == []


@pytest.mark.parametrize("of_an_earlier_lectern", [False, True])
def test_a_name_is_the_same_however_its_accents_are_written(
    teacher: Library,
    student: Library,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    of_an_earlier_lectern: bool,
) -> None:
    """Libraries of long ago have names as macOS writes them, and packs of theirs have them in the list of contents."""
    name, decomposed = "Übung.txt", unicodedata.normalize("NFD", "Übung.txt")
    with teacher.database.begin() as connection:
        table = schema.documents
        connection.execute(update(table).where(table.c.name == "cats.txt").values(name=decomposed))
    if of_an_earlier_lectern:
        monkeypatch.setattr(making, "composed", str)
    make_pack(teacher, "Animals", tmp_path / "hashes.lectern", documents=False)
    assert open_pack(tmp_path / "hashes.lectern", student).collection == "Animals"
    make_pack(teacher, "Animals", tmp_path / "whole.lectern")
    opened = open_pack(tmp_path / "whole.lectern", student)
    assert (sorted(opened.added), opened.removed) == (["dogs.txt", name], ())
    monkeypatch.undo()
    make_pack(teacher, "Animals", tmp_path / "newer.lectern")
    opened = open_pack(tmp_path / "newer.lectern", student)
    assert (sorted(opened.same), opened.removed) == (["dogs.txt", name], ())


def test_where_a_later_document_cannot_be_read_it_is_said_that_those_before_are_kept(
    pack: Path, student: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = unpacking.copy_of

    def only_cats(course: Library, document: Document) -> DocumentCopy:
        if document.name != "cats.txt":
            raise ValueError("garbled")
        return read(course, document)

    monkeypatch.setattr(unpacking, "copy_of", only_cats)
    with pytest.raises(DamagedBundle, match="What came before it is kept") as told:
        open_pack(pack, student)
    assert "Nothing was changed" not in str(told.value) and names(student) == ["cats.txt"]


def test_by_command(
    pack: Path,
    teacher: Library,
    student: Library,
    stores: Stores,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("LECTERN_DATABASE", stores.url(student.folder))
    there = ["--library", str(student.folder)]
    assert main(["unpack", str(pack), *there]) == 0
    assert "New: cats.txt, dogs.txt." in capsys.readouterr().out
    monkeypatch.setenv("LECTERN_DATABASE", stores.url(teacher.folder))
    target = str(pack.parent / "again.lectern")
    assert main(["pack", "Animals", target, "--without-documents", "--library", str(teacher.folder)]) == 0
    assert main(["pack", "Nothing", target, "--library", str(teacher.folder)]) == 1
    assert 'no collection "Nothing"' in capsys.readouterr().err
