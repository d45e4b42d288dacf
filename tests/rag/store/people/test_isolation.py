"""Nobody reads, changes, counts or finds what is not theirs, by whichever way: random people and random actions."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rag.errors import LecternError, NotAllowed
from rag.store import schema
from rag.store.conversations import Conversations, Feedback
from rag.store.jobs import Jobs, JobState
from rag.store.library import Library
from rag.store.notes.notes import KeptNote, Notes
from rag.store.packs.making import chunks_of, make_pack
from rag.store.packs.unpacking import open_pack
from rag.store.people.people import People
from rag.store.runs import NewRun, Runs, RunState
from rag.store.testsets import Case, TestSets
from rag.values import Answer, Outcome, Passage
from rag.values.people import NOBODY, Asker, ClassRole
from tests.fakes import hash_of
from tests.rag.store.people.classroom import COURSES, EMBEDDER, ROLES, Classroom, add, whole
from tests.rag.store.stores import Stores

EXAMPLES = int(os.environ.get("LECTERN_EXAMPLES", "40"))
NAMES = st.sampled_from(sorted(ROLES))
EVERYBODY = st.sampled_from([*sorted(ROLES), "nobody"])
SLOW = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def classroom(module_stores: Stores, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Classroom]:
    """One that is only looked at."""
    made = Classroom(module_stores.open(tmp_path_factory.mktemp("class")))
    yield made
    made.library.close()


class Actor:
    """The stores as one person has them."""

    def __init__(self, classroom: Classroom, name: str) -> None:
        self.name = name
        self.asker: Asker = NOBODY if name == "nobody" else classroom.asker(name)
        self.library = classroom.library.seen_by(self.asker)
        self.chats = Conversations(classroom.database, self.asker)
        self.notes = Notes(classroom.database, self.asker)
        self.jobs = Jobs(classroom.database, self.asker)
        self.testsets = TestSets(classroom.database, self.asker)
        self.runs = Runs(classroom.database, self.asker)
        self.people = People(classroom.database, self.asker)


def tried(action: Callable[[], Any]) -> Any:
    """What comes of it; None where it is refused in words."""
    try:
        return action()
    except LecternError:
        return None


# -- what is seen ---------------------------------------------------------------------------------------


@SLOW
@given(name=EVERYBODY, course=st.sampled_from([None, *COURSES, "nowhere"]))
def test_lists_and_counts_are_of_what_is_theirs(classroom: Classroom, name: str, course: str | None) -> None:
    actor, things = Actor(classroom, name), classroom.things
    mine = {key for key, (_, seen) in things.documents.items() if name in seen}
    listed = tried(lambda: actor.library.documents(course)) or []
    assert {document.id for document in listed} == {
        key for key in mine if course is None or things.documents[key][0].startswith(course)
    }
    expected = {
        one: sum(things.documents[key][0].startswith(one) for key in mine)
        for one in COURSES
        if name != "nobody" and classroom.reads(name, one)
    }
    assert {one.name: one.documents for one in actor.library.collections()} == expected
    assert {one.name: one.chunks for one in actor.library.collections()} == expected
    assert {talk.id for talk in actor.chats.list()} == {
        k for k, (_, who) in things.chats.items() if who == name
    }
    assert {note.id for note in actor.notes.list()} == {
        k for k, (_, who) in things.notes.items() if who == name
    }
    assert {job.id for job in actor.jobs.list()} == {key for key, seen in things.jobs.items() if name in seen}
    assert {one.id for one in actor.testsets.all()} == {
        k for k, seen in things.testsets.items() if name in seen
    }
    assert {one.id for one in actor.runs.all()} == {key for key, seen in things.runs.items() if name in seen}


@SLOW
@given(
    name=EVERYBODY, whose=NAMES, course=st.sampled_from([None, *COURSES]), wanted=st.sampled_from([*COURSES])
)
def test_no_search_finds_what_is_not_theirs(
    classroom: Classroom, name: str, whose: str, course: str | None, wanted: str
) -> None:
    actor, things = Actor(classroom, name), classroom.things
    word, search = f"{wanted}{whose}word", actor.library.search
    theirs = {key for key, (_, seen) in things.documents.items() if name in seen}
    everything = classroom.library.search.lexical([word], 50)
    vector = EMBEDDER.encode_query(f"common {word}")
    found = search.lexical([word], 50, course) | search.dense(vector, 50, course)
    found |= search.lexical(["common"], 50, course) | search.cosines(vector, everything)
    assert {chunk.document_id for chunk in search.chunks(found).values()} <= theirs
    assert len(search.chunks(found)) == len(found)
    assert not any(chunk.document_id not in theirs for chunk in search.chunks(everything).values())
    asked = f"asked{whose}word"
    assert bool(actor.chats.list(search=asked)) == (whose == name)
    assert bool(actor.notes.list(search=asked)) == (whose == name)


@SLOW
@given(name=NAMES, course=st.sampled_from([*COURSES]))
def test_scores_are_the_same_whatever_others_have(classroom: Classroom, name: str, course: str) -> None:
    """A word's weight would tell how many other documents have it."""
    if not classroom.reads(name, course):
        return
    actor, things = Actor(classroom, name), classroom.things
    with TemporaryDirectory() as folder:
        alone = Library.open(Path(folder))
        for key, (word, seen) in sorted(things.documents.items()):
            if name in seen and word.startswith(course):
                add(alone, course, f"{key}.txt", word)
        expected = alone.search.lexical(["common"], 50, course)
        alone.close()
    assert sorted(actor.library.search.lexical(["common"], 50, course).values()) == pytest.approx(
        sorted(expected.values())
    )


@SLOW
@given(name=EVERYBODY, data=st.data())
def test_an_id_opens_only_what_is_theirs(classroom: Classroom, name: str, data: st.DataObject) -> None:
    actor, things = Actor(classroom, name), classroom.things
    document = data.draw(st.sampled_from(sorted(things.documents)))
    word, seen = things.documents[document]
    mine, library = name in seen, actor.library
    passage = Passage("c", document, "d", 1, 0, 50, "", "", 1.0, None, None, 1)
    assert bool(tried(lambda: library.document(document))) == mine
    assert bool(tried(lambda: library.page(document, 1))) == mine
    assert bool(library.pages(document)) == bool(library.page_texts(document)) == mine
    assert bool(library.headers(document)) == mine
    assert bool(library.units.of_document(document)) == bool(library.units.of([passage])[0]) == mine
    assert bool(library.units.of_pages(document, 1, 1)) == mine
    assert bool(library.units.pages_with(document, {f"common {word}"})) == mine
    assert not library.units.summaries(document) and not library.versions.of(document)
    course = next(one for one in COURSES if word.startswith(one))
    same = library.find_document(course, sha256=hash_of(word))
    assert (same is not None) == mine
    key = classroom.library.place(course)
    mine = name != "nobody" and classroom.reads(name, course)
    assert key is not None
    assert (library.place(course) == key) == bool(tried(lambda: library.name_of(key))) == mine
    if name != "nobody" and classroom.teaches(name, course):
        assert len(chunks_of(library, document)[0]) == (name in seen)
    talk = data.draw(st.sampled_from(sorted(things.chats)))
    mine = things.chats[talk][1] == name
    assert bool(tried(lambda: actor.chats.get(talk))) == bool(actor.chats.messages(talk)) == mine
    message = data.draw(st.sampled_from(sorted(things.messages)))
    mine = things.messages[message][1] == name
    assert bool(tried(lambda: actor.chats.message(message))) == actor.chats.has_message(message) == mine
    assert bool(actor.notes.of_message(message)) == mine
    note = data.draw(st.sampled_from(sorted(things.notes)))
    assert bool(tried(lambda: actor.notes.get(note))) == (things.notes[note][1] == name)
    job = data.draw(st.sampled_from(sorted(things.jobs)))
    assert bool(actor.jobs.get(job)) == bool(actor.jobs.family([job])) == (name in things.jobs[job])
    testset = data.draw(st.sampled_from(sorted(things.testsets)))
    assert bool(actor.testsets.cases(testset)) == (name in things.testsets[testset])
    run = data.draw(st.sampled_from(sorted(things.runs)))
    mine = name in things.runs[run]
    assert mine or not actor.runs.records(run)
    assert (
        bool(tried(lambda: actor.runs.run(run))) == actor.runs.has(run) == bool(actor.runs.cases(run)) == mine
    )


# -- what is changed ------------------------------------------------------------------------------------

_TEXT = Answer("q", "q", Outcome.SILENT, "changed")


PACK = "music.lectern"
"""A pack of the course music, in the folder of the library."""


def _changes(actor: Actor, ids: dict[str, int], course: str, member: str) -> dict[str, Callable[[], Any]]:
    """Every way to change something, by its name; of a row by its id, or of a course by its name."""
    document, talk, message, note = ids["document"], ids["chat"], ids["message"], ids["note"]
    job, testset, run, case = ids["job"], ids["testset"], ids["run"], ids["case"]
    key = actor and Library(actor.library.folder, actor.library.database).place(course)
    return {
        "delete document": lambda: actor.library.remove_document(document),
        "rename document": lambda: actor.library.rename_document(document, "changed"),
        "move document": lambda: actor.library.move_documents([document], course),
        "delete course": lambda: actor.library.delete_collection(course),
        "rename course": lambda: actor.library.rename_collection(course, "changed"),
        "add document": lambda: add(actor.library, course, "teachers.txt", "changedword"),
        "add to place": lambda: add(actor.library, "", "teachers.txt", "changedword", place=key),
        "read document": lambda: add(actor.library, course, "changed.txt", "changedword", again=document),
        "open pack": lambda: open_pack(actor.library.folder / PACK, actor.library, course),
        "new chat": lambda: actor.chats.create(course, documents=[document]),
        "rename chat": lambda: actor.chats.rename(talk, "changed"),
        "move chat": lambda: actor.chats.move(talk, course),
        "delete chat": lambda: actor.chats.delete(talk),
        "ask in chat": lambda: actor.chats.ask(talk, "changed", jobs=[job]),
        "finish message": lambda: actor.chats.finish(message, _TEXT),
        "fail message": lambda: actor.chats.fail(message, "changed"),
        "rate message": lambda: actor.chats.rate(message, Feedback(False, "changed")),
        "unrate message": lambda: actor.chats.rate(message, None),
        "remark note": lambda: actor.notes.remark(note, "changed"),
        "delete note": lambda: actor.notes.delete(note),
        "keep note of message": lambda: actor.notes.keep(KeptNote("", "mine", message_id=message)),
        "cancel job": lambda: actor.jobs.cancel(job),
        "finish job": lambda: actor.jobs.finish(job, JobState.DONE),
        "report job": lambda: actor.jobs.report(job, JobState.READING, 1, 2),
        "clear jobs": lambda: actor.jobs.clear_finished(course),
        "claim job": lambda: actor.jobs.claim(),
        "add job": lambda: actor.jobs.add(course, "changed.txt", "", ""),
        "delete test set": lambda: actor.testsets.delete(testset),
        "rename test set": lambda: actor.testsets.rename(testset, "changed"),
        "move test set": lambda: actor.testsets.move(testset, course),
        "add case": lambda: actor.testsets.add(testset, [Case("changed?")]),
        "change case": lambda: actor.testsets.change(case, Case("changed?")),
        "remove case": lambda: actor.testsets.remove(case),
        "begin run": lambda: actor.runs.create(NewRun(testset, "changed", course, {}, "f", (Case("a?"),))),
        "end run": lambda: actor.runs.set_state(run, RunState.FAILED, "changed"),
        "delete run": lambda: actor.runs.delete(run),
        "record": lambda: actor.runs.add_record(run, 0, {"changed": 1}),
        "join": lambda: actor.people.join(member, course),
        "leave": lambda: actor.people.leave(member, course),
        "role": lambda: actor.people.set_role(member, ClassRole.OWNER),
        "close": lambda: actor.people.close(member),
    }


_WAYS = sorted(_changes(None, dict.fromkeys(  # type: ignore[arg-type]
    ("document", "chat", "message", "note", "job", "testset", "run", "case"), 0), "", ""))  # fmt: skip


def _may(classroom: Classroom, way: str, name: str, ids: dict[str, int], course: str) -> bool:
    """Whether that person may do that, said by hand."""
    things, kind = classroom.things, way.split()[-1]
    if name == "nobody":
        return False
    if kind == "document" and way != "add document":
        word, seen = things.documents[ids["document"]]
        inside = next(one for one in COURSES if word.startswith(one))
        return seen == {name} or (classroom.teaches(name, inside) and name in seen)
    if way == "open pack":
        return classroom.teaches(name, course)
    if way in ("add document", "add job", "add to place"):
        return classroom.reads(name, course) and ROLES[name] is not ClassRole.GUEST
    if kind == "course" or way in ("join", "leave"):
        return classroom.teaches(name, course)
    if way == "new chat":
        return classroom.reads(name, course)
    if kind in ("chat", "message") and way != "keep note of message":
        key = ids["chat"] if kind == "chat" else ids["message"]
        return (things.chats if kind == "chat" else things.messages)[key][1] == name
    if way == "keep note of message":
        return True  # a note of one's own, linked to the message only where that is one's own
    if kind == "note":
        return things.notes[ids["note"]][1] == name
    if kind in ("job", "jobs"):
        return way in ("clear jobs", "claim job") or name in things.jobs[ids["job"]]
    if kind in ("set", "case") or way == "begin run":
        return name in things.testsets[ids["testset"]]
    if kind in ("run", "record"):
        return name in things.runs[ids["run"]]
    return ROLES[name] is ClassRole.OWNER


@settings(SLOW, max_examples=EXAMPLES * 3)
@given(name=EVERYBODY, way=st.sampled_from(_WAYS), course=st.sampled_from([*COURSES]), data=st.data())
def test_nothing_of_others_is_changed(
    classroom_folder: Path, name: str, way: str, course: str, data: st.DataObject
) -> None:
    """What one may not do changes no row of any table; what one may do changes nothing of those who have no part."""
    with TemporaryDirectory() as folder:
        room = _copy(classroom_folder, Path(folder))
        things = room.things
        kinds = {"document": things.documents, "chat": things.chats, "message": things.messages}
        kinds |= {"note": things.notes, "job": things.jobs, "testset": things.testsets, "run": things.runs}
        ids = {kind: data.draw(st.sampled_from(sorted(there))) for kind, there in kinds.items()}
        with room.database.read() as connection:
            query = f"SELECT id FROM cases WHERE testset_id = {ids['testset']}"
            ids["case"] = int(connection.exec_driver_sql(query).scalar() or 0)
        member = room.people[data.draw(st.sampled_from(["sam", "sue", "guest"]))].id
        before = whole(room)
        tried(_changes(Actor(room, name), ids, course, member)[way])
        after = whole(room)
        if not _may(room, way, name, ids, course):
            assert after == before
        for other in set(ROLES) - {name}:
            mine = room.people[other].id
            for table in ("conversations", "notes"):
                linked = way != "delete course"  # then they are of a course that is missing, and stay
                assert _of(mine, table, before, linked) == _of(mine, table, after, linked)
        assert _private(after, "sam", "sue", room, name) == _private(before, "sam", "sue", room, name) or (
            way in ("delete course",) and room.teaches(name, course)
        )
        room.library.close()


def _of(person: str, table: str, tables: dict[str, Any], linked: bool) -> list[dict[str, object]]:
    """A person's rows of a table, by column; those that say of which course they are only if `linked`."""
    names = [column.name for column in schema.metadata.tables[table].columns]
    rows = [dict(zip(names, row, strict=True)) for row in tables[table] if person in row]
    unlinked = () if linked else ("collection_id", "missing_collection")
    return [{name: value for name, value in row.items() if name not in unlinked} for row in rows]


def _private(tables: dict[str, Any], *names: Any) -> list[tuple[object, ...]]:
    """The documents that are a student's alone, but for those of the one who acts."""
    *students, room, actor = names
    ids = {room.people[name].id for name in students if name != actor}
    return [row for row in tables["documents"] if row[-1] in ids]


@pytest.fixture(scope="module")
def classroom_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class to be copied."""
    folder = tmp_path_factory.mktemp("template")
    made = Classroom(Library.open(folder))
    make_pack(made.library, "music", folder / PACK)
    made.library.close()
    _TEMPLATES[folder] = made
    return folder


_TEMPLATES: dict[Path, Classroom] = {}


def _copy(template: Path, folder: Path) -> Classroom:
    shutil.copytree(template, folder / "library")
    return _TEMPLATES[template].reopened(folder / "library")


# -- single cases ---------------------------------------------------------------------------------------


def test_who_sees_and_may_not_change_is_told_who_can(classroom: Classroom) -> None:
    sam = Actor(classroom, "sam")
    shared = next(key for key, (word, _) in classroom.things.documents.items() if word == "physicstaraword")
    with pytest.raises(NotAllowed, match="Only a teacher of the course can delete it"):
        sam.library.remove_document(shared)
    with pytest.raises(NotAllowed, match="Only a teacher can make a collection"):
        sam.library.create_collection("New")


def test_one_person_alone_has_everything(classroom: Classroom) -> None:
    assert len(classroom.library.documents()) == len(classroom.things.documents)
    assert len(Conversations(classroom.database).list()) == len(ROLES)


def test_a_membership_that_ends_ends_at_once(stores: Stores, tmp_path: Path) -> None:
    room = Classroom(stores.open(tmp_path))
    sam = Actor(room, "sam")
    assert sam.library.search.lexical(["physicstaraword"], 5)
    Actor(room, "tara").people.leave(room.people["sam"].id, "physics")
    assert not sam.library.search.lexical(["physicstaraword"], 5)
    assert [one.name for one in sam.library.collections()] == ["music"]
    (talk,) = sam.chats.list()
    assert talk.collection == ""  # it was of physics, and that name is not told any more
    room.library.close()


def test_the_same_name_can_be_there_for_all_and_for_one(classroom: Classroom) -> None:
    everything = [document.name for document in classroom.library.documents("music")]
    assert everything.count("students.txt") == 2
    assert [document.name for document in Actor(classroom, "sam").library.documents("music")].count(
        "students.txt"
    ) == 1
