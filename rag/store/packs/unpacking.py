"""A course pack opened: its documents come into a collection, those of an earlier pack of the course are brought up to
date. Chats, notes and documents of the reader's own stay."""

import json
import os
import re
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from rag.common.files import private_folder
from rag.common.names import composed
from rag.errors import LecternError
from rag.store.care.backup import check_format, workplace
from rag.store.care.bundle import Bundle, DamagedBundle, check_size, open_bundle
from rag.store.collection_links import CollectionKey
from rag.store.database import set_value
from rag.store.library import Library
from rag.store.packs.contents import PackedRun, PackedTestSet, check_head, packed_testsets, well_formed
from rag.store.packs.making import COURSE, FILES, KIND, VECTORS, add_copy, copy_of
from rag.store.people.audit import note
from rag.store.runs import NewRun, Runs, RunState
from rag.store.testsets import Case, TestSets
from rag.values.people import ALONE

_ID = re.compile("[0-9a-f]{32}")
"""What names a course in all its packs, and a file in the library: nothing that leads to another folder."""


@dataclass(frozen=True, slots=True)
class OpenedPack:
    """What a pack brought into `collection`: names of documents that are new, were changed, were taken away, stayed,
    and those that it has no words of, so that their files must be added. `licence` is its maker's note."""

    collection: str
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    awaited: tuple[str, ...] = ()
    testsets: tuple[str, ...] = ()
    licence: str = ""


@dataclass(frozen=True, slots=True)
class _Before:
    """What is known of the pack of the course that was opened before: where it came, when it was made, and its
    documents' hashes."""

    place: CollectionKey | None = None
    made: float = 0.0
    documents: Mapping[str, str] | None = None


def open_pack(source: Path, library: Library, collection: str | None = None) -> OpenedPack:
    """Bring what is in the pack into the library, as the collection `collection` (None: as it is called in the pack).

    Every part is checked before anything is changed. Stopped in between, it can be done again. Raises LecternError,
    NotAllowed for who may fill no collection. In a class, what others opened of the same course has no part in it.
    """
    library.check_fills("open a course pack")
    bundle = open_bundle(source, KIND)
    bundle.check()
    if not _ID.fullmatch(str(bundle.head.get("id"))):
        raise DamagedBundle(f"{source} is damaged: it has no number of its own. Fetch it again.")
    check_head(bundle)
    with workplace(library.folder) as folder:
        testsets = packed_testsets(bundle, folder)
        with _course(bundle, folder) as course:
            if course is not None and course.fingerprint is not None:
                library.check_embedder(course.fingerprint)
            before = _before(library, bundle, collection)
            place = _place(library, bundle, before, collection)
            opened = OpenedPack(library.name_of(place), licence=str(bundle.head.get("licence", "")))
            if course is not None:
                opened = _bring_documents(bundle, course, library, place, folder, opened)
            else:
                opened = _bring_vectors(bundle, library, folder, opened)
        opened = _take_away(bundle, library, before, opened)
        opened = replace(opened, testsets=_bring_testsets(testsets, library, opened.collection))
    _remember(library, bundle, place)
    with library.database.begin() as connection:
        note(connection, library.asker, "opened a course pack", opened.collection)
    library.save_vectors()
    return opened


def _before(library: Library, bundle: Bundle, collection: str | None) -> _Before:
    """The earlier pack, in the collection of that name or (None) in any that the asker reads. Nothing is known of one
    whose collection was deleted, or is others'."""
    known = _opened_before(library, bundle)
    if collection is not None:
        known = [one for one in known if one.place == library.place(collection)]
    before = next((one for one in known if one.place is not None and _is_read(library, one.place)), _Before())
    if float(bundle.head["made"]) < before.made:
        raise LecternError(
            f"{bundle.path} is older than the pack of this course that you have already. Nothing was changed."
        )
    return before


def _opened_before(library: Library, bundle: Bundle) -> list[_Before]:
    """All packs of the course that anybody opened here, the latest of each collection, the newest first."""
    kept = json.loads(library.database.value(_meta(bundle)) or "[]")
    return [
        _Before(CollectionKey(*one["collection"]), one["made"], one["documents"])
        for one in (kept if isinstance(kept, list) else [kept])
    ]


def _is_read(library: Library, place: CollectionKey) -> bool:
    try:
        library.name_of(place)
    except LecternError:
        return False
    return True


def _place(library: Library, bundle: Bundle, before: _Before, collection: str | None) -> CollectionKey:
    """The collection that the earlier pack came into, whatever it is called now; else a new one."""
    if before.place is not None and collection is None:
        return before.place
    name = collection or str(bundle.head["collection"])
    if collection is None and library.place(name) is not None:
        raise LecternError(
            f'There is a collection "{name}" of your own already. Say with --collection which one the pack is to come '
            "into, that one or another."
        )
    library.create_collection(name)
    place = library.place(name)
    if place is None:
        raise LecternError(f'The collection "{name}" was deleted just now. Open the pack again.')
    return place


@contextmanager
def _course(bundle: Bundle, folder: Path) -> Iterator[Library | None]:
    """The library of the documents in a pack, None where it has none. It is its maker's word, so of each document the
    hash must be one that the list of contents has. Raises DamagedBundle."""
    if COURSE not in bundle.parts:
        yield None
        return
    (folder / "course").mkdir()
    bundle.take(COURSE, folder / "course" / "library.db")
    with well_formed(bundle, COURSE):
        with closing(sqlite3.connect(folder / "course" / "library.db")) as connection:
            check_format(bundle.path, connection)
        course = Library.open(folder / "course")
    try:
        listed = {(composed(document["name"]), document["sha256"]) for document in bundle.head["documents"]}
        with well_formed(bundle, COURSE):
            wrong = {(composed(one.name), one.sha256) for one in course.documents()} - listed
        if wrong:
            raise DamagedBundle(
                f"{bundle.path} is damaged: its documents are not those of its list of contents. Fetch it again. "
                "Nothing was changed."
            )
        yield course
    finally:
        course.close()


def _bring_documents(
    bundle: Bundle, course: Library, library: Library, place: CollectionKey, folder: Path, opened: OpenedPack
) -> OpenedPack:
    added: list[str] = []
    changed: list[str] = []
    same: list[str] = []
    for document in course.documents():
        there = library.find_document(opened.collection, name=document.name)
        if there is not None and there.sha256 == document.sha256 and there.reader >= document.reader:
            same.append(document.name)
            continue
        original = _original(bundle, document.sha256, folder)
        with well_formed(bundle, COURSE, "What came before it is kept."):
            copied = copy_of(course, document)
        add_copy(copied, library, opened.collection, original, place)
        (added if there is None else changed).append(document.name)
    return replace(opened, added=tuple(added), changed=tuple(changed), same=tuple(same))


def _original(bundle: Bundle, sha256: str, folder: Path) -> Path | None:
    """The file of a document, taken out of the bundle; None where the pack has none."""
    part = next((name for name in bundle.parts if name.startswith(f"{FILES}/{sha256}")), None)
    if part is None:
        return None
    if bundle.parts[part] != sha256:
        raise DamagedBundle(
            f"{bundle.path} is damaged: {part} is not the file of its document. Fetch it again."
        )
    target = folder / Path(part).name
    bundle.take(part, target)
    return target


def _bring_vectors(bundle: Bundle, library: Library, folder: Path, opened: OpenedPack) -> OpenedPack:
    """Keep the vectors until the reader adds the files."""
    private_folder(library.packs)
    bundle.take(VECTORS, folder / VECTORS)
    with well_formed(bundle, VECTORS), zipfile.ZipFile(folder / VECTORS) as archive:
        check_size(archive, folder / VECTORS)
    os.replace(folder / VECTORS, library.packs / f"{bundle.head['id']}.npz")
    same: list[str] = []
    awaited: list[str] = []
    for document in bundle.head["documents"]:
        there = library.find_document(opened.collection, sha256=document["sha256"])
        (awaited if there is None else same).append(str(document["name"]))
    return replace(opened, awaited=tuple(awaited), same=tuple(same))


def _take_away(bundle: Bundle, library: Library, before: _Before, opened: OpenedPack) -> OpenedPack:
    """Remove what came with the earlier pack, is no longer in this one, and was not exchanged by the reader."""
    if not bundle.head["with_documents"]:
        return opened
    names = {composed(document["name"]) for document in bundle.head["documents"]}
    removed = []
    for name, sha256 in (before.documents or {}).items():
        there = library.find_document(opened.collection, name=name)
        if composed(name) not in names and there is not None and there.sha256 == sha256:
            library.remove_document(there.id)
            removed.append(name)
    return replace(opened, removed=tuple(removed))


def _bring_testsets(testsets: Sequence[PackedTestSet], library: Library, collection: str) -> tuple[str, ...]:
    """The names of the test sets that are new. One of the same name and cases stays as it is; a changed one comes under
    another name, because the reader may have changed his. In a class, a name that others have is taken, too."""
    sets, runs = TestSets(library.database, library.asker), Runs(library.database, library.asker)
    everybodys = TestSets(library.database)
    made = []
    for one in testsets:
        cases, name, number = list(one.cases), one.name, 1
        while everybodys.find(name) is not None and not _is_same(sets, name, cases):
            number += 1
            name = f"{one.name} ({number})"
        if everybodys.find(name) is not None:
            continue
        key = sets.create(name, collection, cases)
        made.append(name)
        for run in one.runs:
            _bring_run(runs, key, collection, run)
    return tuple(made)


def _is_same(sets: TestSets, name: str, cases: Sequence[Case]) -> bool:
    """Whether the asker has a test set of that name with those cases."""
    there = sets.find(name)
    return there is not None and [stored.case for stored in sets.cases(there.id)] == cases


def _bring_run(runs: Runs, testset: int, collection: str, packed: PackedRun) -> None:
    run = runs.create(
        NewRun(testset, packed.name, collection, packed.settings, packed.fingerprint, packed.cases)
    )
    for position, body in packed.records:
        runs.add_record(run.id, position, body)
    runs.set_state(run.id, RunState.DONE)


def _remember(library: Library, bundle: Bundle, place: CollectionKey) -> None:
    known = {
        "collection": [place.id, place.created],
        "made": bundle.head["made"],
        "documents": {document["name"]: document["sha256"] for document in bundle.head["documents"]},
    }
    everybody = library.seen_by(ALONE)
    others = [
        {"collection": [one.place.id, one.place.created], "made": one.made, "documents": one.documents}
        for one in _opened_before(library, bundle)
        if one.place is not None and one.place != place and _is_read(everybody, one.place)
    ]
    with library.database.begin() as connection:
        set_value(connection, _meta(bundle), json.dumps([known, *others]))


def _meta(bundle: Bundle) -> str:
    return f"pack {bundle.head['id']}"
