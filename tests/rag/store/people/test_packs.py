"""Course packs in a class: saved and opened by who teaches the course, and nothing in them of anybody alone."""

import hashlib
import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rag.errors import LecternError, NotAllowed, UnknownCollection
from rag.store.care import bundle as bundles
from rag.store.care.bundle import DamagedBundle, open_bundle, write_bundle
from rag.store.library import Library
from rag.store.packs.making import KIND, make_pack
from rag.store.packs.unpacking import open_pack
from rag.store.rows import NewDocument
from rag.store.testsets import Case, TestSets
from rag.values import Page
from tests.rag.store.people.classroom import EMBEDDER, Classroom, add, whole
from tests.rag.store.stores import Stores


@pytest.fixture
def room(stores: Stores, tmp_path: Path) -> Iterator[Classroom]:
    made = Classroom(stores.open(tmp_path / "class"))
    yield made
    made.library.close()


def of(room: Classroom, name: str) -> Library:
    return room.library.seen_by(room.asker(name))


@pytest.fixture
def foreign(tmp_path: Path) -> Library:
    """A library of somebody elsewhere, with a course."""
    library = Library.open(tmp_path / "elsewhere")
    add(library, "Zoo", "dogs.txt", "dogsword")
    return library


def test_only_who_teaches_a_course_saves_it(room: Classroom, tmp_path: Path) -> None:
    target = tmp_path / "p.lectern"
    for name in ("sam", "guest"):
        with pytest.raises(NotAllowed):
            make_pack(of(room, name), "physics", target)
    with pytest.raises(UnknownCollection):
        make_pack(of(room, "tom"), "physics", target)
    assert not target.exists()
    assert (
        make_pack(of(room, "tara"), "physics", target) == make_pack(of(room, "olga"), "physics", target) == 2
    )


def test_nothing_of_a_student_alone_is_in_it_whoever_makes_it(room: Classroom, tmp_path: Path) -> None:
    for number, library in enumerate((of(room, "tara"), room.library)):
        for documents in (True, False):
            target = tmp_path / f"{number}{documents}.lectern"
            make_pack(library, "physics", target, documents)
            with zipfile.ZipFile(target) as archive:
                whole = b"".join(archive.read(name) for name in archive.namelist())
            assert b"teachers.txt" in whole and b"students.txt" not in whole and b"samword" not in whole
            assert not any(room.people[name].id.encode() in whole for name in room.people)


def test_only_who_teaches_opens_one_and_only_into_what_is_theirs(
    room: Classroom, foreign: Library, tmp_path: Path
) -> None:
    make_pack(foreign, "Zoo", tmp_path / "zoo.lectern")
    for name in ("sam", "guest"):
        with pytest.raises(NotAllowed):
            open_pack(tmp_path / "zoo.lectern", of(room, name))
    with pytest.raises(LecternError, match="is taken"):
        open_pack(tmp_path / "zoo.lectern", of(room, "tom"), "physics")
    opened = open_pack(tmp_path / "zoo.lectern", of(room, "tom"), "history")
    assert (opened.collection, opened.added) == ("history", ("dogs.txt",))
    assert "dogs.txt" in [document.name for document in of(room, "sue").documents("history")]
    assert "Zoo" not in [one.name for one in room.library.collections()]


def test_two_teachers_have_the_same_pack_each_in_a_course_of_their_own(
    room: Classroom, foreign: Library, tmp_path: Path
) -> None:
    make_pack(foreign, "Zoo", tmp_path / "old.lectern")
    add(foreign, "Zoo", "cats.txt", "catsword")
    make_pack(foreign, "Zoo", tmp_path / "new.lectern")
    open_pack(tmp_path / "new.lectern", of(room, "tara"), "physics")
    opened = open_pack(tmp_path / "old.lectern", of(room, "tom"), "history")  # what tara has is not told
    assert opened.added == ("dogs.txt",)
    opened = open_pack(tmp_path / "new.lectern", of(room, "tom"))
    assert (opened.collection, opened.added) == ("history", ("cats.txt",))
    with pytest.raises(LecternError, match="is older"):
        open_pack(tmp_path / "old.lectern", of(room, "tara"))
    assert open_pack(tmp_path / "new.lectern", of(room, "tara")).collection == "physics"


def test_a_test_set_whose_name_others_have_comes_under_another(
    room: Classroom, foreign: Library, tmp_path: Path
) -> None:
    TestSets(foreign.database).create("set of physics", "Zoo", [Case("How far?")])
    make_pack(foreign, "Zoo", tmp_path / "zoo.lectern")
    for expected in (("set of physics (2)",), ()):
        assert open_pack(tmp_path / "zoo.lectern", of(room, "tom"), "history").testsets == expected
    assert [one.size for one in TestSets(room.database).all() if one.name == "set of physics"] == [1]


def test_vectors_of_a_pack_have_no_part_in_what_others_add(
    room: Classroom, foreign: Library, tmp_path: Path
) -> None:
    make_pack(foreign, "Zoo", tmp_path / "zoo.lectern", documents=False)
    open_pack(tmp_path / "zoo.lectern", of(room, "tom"), "history")
    fingerprint = foreign.fingerprint or ""
    known = {n: of(room, n).known_vectors(fingerprint).of("common dogsword") for n in ("tom", "tara", "sam")}
    assert known["tom"] is not None and known["tara"] is None and known["sam"] is None
    assert room.library.known_vectors(fingerprint).of("common dogsword") is None


def test_a_pack_whose_number_leads_to_another_folder_is_refused(foreign: Library, tmp_path: Path) -> None:
    make_pack(foreign, "Zoo", tmp_path / "zoo.lectern", documents=False)
    bundle = open_bundle(tmp_path / "zoo.lectern", KIND)
    parts = {name: tmp_path / "parts" / name for name in bundle.parts}
    (tmp_path / "parts").mkdir()
    for name, path in parts.items():
        bundle.take(name, path)
    write_bundle(tmp_path / "bad.lectern", {**bundle.head, "id": "../../outside"}, parts)
    library = Library.open(tmp_path / "victim")
    with pytest.raises(DamagedBundle):
        open_pack(tmp_path / "bad.lectern", library)
    assert not (tmp_path / "outside.npz").exists()
    library.close()


def forged(source: Path, target: Path, change: Callable[[dict[str, Any], Path], None]) -> Path:
    """The pack `source` whose contents and parts were changed by somebody who makes its hashes anew."""
    bundle, folder = open_bundle(source, KIND), target.with_suffix(".parts")
    for name in bundle.parts:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        bundle.take(name, folder / name)
    head = json.loads(json.dumps(bundle.head))
    change(head, folder)
    write_bundle(target, head, {name: folder / name for name in bundle.parts})
    return target


def run(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / "course.db")) as connection, connection:
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize("is_listed", [True, False])
def test_a_document_whose_hash_leads_to_another_file_is_refused(
    room: Classroom, foreign: Library, tmp_path: Path, is_listed: bool
) -> None:
    def change(head: dict[str, Any], folder: Path) -> None:
        run(folder, "UPDATE documents SET sha256 = '../library', name = 'x.db'")
        if is_listed:
            head["documents"][0] |= {"name": "x.db", "sha256": "../library"}

    make_pack(foreign, "Zoo", tmp_path / "zoo.lectern")
    bad = forged(tmp_path / "zoo.lectern", tmp_path / "bad.lectern", change)
    with pytest.raises(DamagedBundle):
        open_pack(bad, of(room, "tom"), "history")
    assert "x.db" not in [one.name for one in room.library.documents()]


def test_telling_the_hash_of_anothers_file_fetches_nothing(
    room: Classroom, foreign: Library, tmp_path: Path
) -> None:
    secret = tmp_path / "diary.txt"
    secret.write_bytes(b"common diary")
    digest = hashlib.sha256(secret.read_bytes()).hexdigest()
    new = NewDocument("physics", "diary.txt", "", digest, "text/plain", 12)
    none = np.zeros((0, 0), dtype=np.float32)
    kept = of(room, "sam").add_document(new, [Page(1, "common")], [], none, EMBEDDER.fingerprint, secret)

    def change(head: dict[str, Any], folder: Path) -> None:
        run(folder, f"UPDATE documents SET sha256 = '{digest}'")
        head["documents"][0]["sha256"] = digest

    make_pack(foreign, "Zoo", tmp_path / "zoo.lectern")
    tom = of(room, "tom")
    open_pack(forged(tmp_path / "zoo.lectern", tmp_path / "bad.lectern", change), tom, "history")
    (planted,) = [one for one in tom.documents("history") if one.sha256 == digest]
    assert tom.original(planted.id) is None
    tom.remove_document(planted.id)
    assert of(room, "sam").original(kept.id) is not None


@pytest.mark.parametrize(
    "change",
    [
        lambda head, folder: head.update(made="soon"),
        lambda head, folder: head.update(documents=[7]),
        lambda head, folder: head.pop("collection"),
        lambda head, folder: (folder / "testsets.json").write_text('[{"name": "a"}]'),
        lambda head, folder: (folder / "testsets.json").write_text("[" * 100_000),
        lambda head, folder: (folder / "scores.json").write_text("{}"),
        lambda head, folder: (folder / "course.db").write_text("no database"),
        lambda head, folder: run(folder, "UPDATE chunks SET vector = 'short'"),
        lambda head, folder: run(folder, "DROP TABLE units"),
    ],
)
def test_a_pack_of_another_form_is_refused_in_words(
    room: Classroom, foreign: Library, tmp_path: Path, change: Callable[[dict[str, Any], Path], None]
) -> None:
    make_pack(foreign, "Zoo", tmp_path / "zoo.lectern")
    before = whole(room)
    bad = forged(tmp_path / "zoo.lectern", tmp_path / "bad.lectern", change)
    with pytest.raises(DamagedBundle, match="cannot be read"):
        open_pack(bad, of(room, "tom"), "history")
    assert whole(room) == before


def test_a_pack_that_would_fill_the_disk_is_refused(
    room: Classroom, foreign: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change(head: dict[str, Any], folder: Path) -> None:
        (folder / "scores.json").write_bytes(b" " * 3_000_000 + b"[]")

    make_pack(foreign, "Zoo", tmp_path / "zoo.lectern")
    monkeypatch.setattr(bundles, "_DENSEST", 10**6)
    bad = forged(tmp_path / "zoo.lectern", tmp_path / "bad.lectern", change)
    monkeypatch.undo()
    monkeypatch.setattr(bundles, "_SMALL", 1_000_000)
    with pytest.raises(DamagedBundle, match="unpack to 0.0 GB"):
        open_pack(bad, of(room, "tom"), "history")
    assert open_pack(tmp_path / "zoo.lectern", of(room, "tom"), "history").added == ("dogs.txt",)
