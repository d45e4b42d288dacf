"""A class in a small library: six people, three courses, and what each has there, in words of its own."""

from copy import copy
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from rag.models.embedding.embedder import Embedder
from rag.store.collection_links import CollectionKey
from rag.store.conversations import Conversations, Message
from rag.store.jobs import Jobs, JobState
from rag.store.library import Library, chunk_id
from rag.store.notes.notes import KeptNote, Notes
from rag.store.people.people import People
from rag.store.rows import NewDocument
from rag.store.runs import NewRun, Runs
from rag.store.testsets import Case, TestSets
from rag.values import Answer, Chunk, Kind, Outcome, Page, Unit
from rag.values.people import ALONE, Asker, ClassRole, Person
from tests.fakes import FakeEmbeddings, hash_of

EMBEDDER = Embedder(FakeEmbeddings())
ROLES = {
    "olga": ClassRole.OWNER,
    "tara": ClassRole.TEACHER,
    "tom": ClassRole.TEACHER,
    "sam": ClassRole.STUDENT,
    "sue": ClassRole.STUDENT,
    "guest": ClassRole.GUEST,
}
COURSES = {
    "physics": ("tara", "sam", "guest"),
    "history": ("tom", "sue"),
    "music": ("tara", "tom", "sam", "sue"),
}
"""Who is a member of which course, the teacher who made it first."""


@dataclass
class Things:
    """What there is, by kind: id -> the word that stands in it and nowhere else, and who may see it."""

    documents: dict[int, tuple[str, frozenset[str]]] = field(default_factory=dict)
    chats: dict[int, tuple[str, str]] = field(default_factory=dict)
    messages: dict[int, tuple[str, str]] = field(default_factory=dict)
    notes: dict[int, tuple[str, str]] = field(default_factory=dict)
    jobs: dict[int, frozenset[str]] = field(default_factory=dict)
    testsets: dict[int, frozenset[str]] = field(default_factory=dict)
    runs: dict[int, frozenset[str]] = field(default_factory=dict)


class Classroom:
    """The class in a new `library`. `reads` and `teaches` say by hand, from the tables above, who may what."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.database = self.library.database
        people = People(self.database)
        self.people: dict[str, Person] = {
            name: people.add(name, "" if role is ClassRole.GUEST else name, role)
            for name, role in ROLES.items()
        }
        self.things = Things()
        for course, members in COURSES.items():
            self.library.seen_by(self.asker(members[0])).create_collection(course)
            for name in members[1:]:
                people.join(self.people[name].id, course)
        for course in COURSES:
            for name in ROLES:
                if self.reads(name, course) and name != "guest":
                    self._add_document(course, name)
            self._add_testset(course)
        for name in ROLES:
            self._add_own(name)

    def reopened(self, folder: Path) -> "Classroom":
        """The same of a copy of its library."""
        other = copy(self)
        other.library = Library.open(folder)
        other.database = other.library.database
        return other

    def asker(self, name: str) -> Asker:
        return self.people[name].asker

    @staticmethod
    def reads(name: str, course: str) -> bool:
        return ROLES[name] is ClassRole.OWNER or name in COURSES[course]

    @classmethod
    def teaches(cls, name: str, course: str) -> bool:
        return ROLES[name] in (ClassRole.OWNER, ClassRole.TEACHER) and cls.reads(name, course)

    def readers(self, course: str) -> frozenset[str]:
        return frozenset(name for name in ROLES if self.reads(name, course))

    def teachers(self, course: str) -> frozenset[str]:
        return frozenset(name for name in ROLES if self.teaches(name, course))

    def _add_document(self, course: str, name: str) -> None:
        """One file of each; those of students have the same name as those of others have, and are theirs alone."""
        word = f"{course}{name}word"
        document = add(self.library.seen_by(self.asker(name)), course, f"{ROLES[name]}s.txt", word)
        alone = ROLES[name] is ClassRole.STUDENT
        seen = frozenset({name}) if alone else self.readers(course)
        self.things.documents[document] = (word, seen)
        jobs = Jobs(self.database, self.asker(name))
        job = jobs.add(course, f"{word}.txt", "", "")
        jobs.finish(job, JobState.FAILED, "no")
        self.things.jobs[job] = frozenset({name}) if alone else self.teachers(course) | {name}

    def _add_testset(self, course: str) -> None:
        asker = self.asker(COURSES[course][0])
        testset = TestSets(self.database, asker).create(f"set of {course}", course, [Case("What?")])
        run = Runs(self.database, asker).create(NewRun(testset, "run", course, {}, "f", (Case("What?"),)))
        self.things.testsets[testset] = self.things.runs[run.id] = self.teachers(course)
        for other in COURSES:  # a test set of one course may be run over another, and over all
            if other != course and self.teaches(COURSES[course][0], other):
                self._add_run(course, testset, other, self.teachers(course) & self.teachers(other))
        self._add_run(course, testset, "", frozenset({COURSES[course][0], "olga"}))

    def _add_run(self, course: str, testset: int, over: str, seen: frozenset[str]) -> None:
        runs = Runs(self.database, self.asker(COURSES[course][0]))
        run = runs.create(NewRun(testset, "run", over, {}, "f", (Case("What?"),)))
        runs.add_record(run.id, 0, {"answer": f"{over} quoted"})
        self.things.runs[run.id] = seen

    def _add_own(self, name: str) -> None:
        chats, word = Conversations(self.database, self.asker(name)), f"asked{name}word"
        talk = chats.create(next((c for c in COURSES if self.reads(name, c)), ""))
        message: Message = chats.ask(talk.id, f"What is {word}?")
        chats.finish(message.id, Answer("q", "q", Outcome.SILENT, f"Nothing of {word}."))
        self.things.chats[talk.id] = (word, name)
        self.things.messages[message.id] = (word, name)
        note = Notes(self.database, self.asker(name)).keep(
            KeptNote("", f"kept {word}", message_id=message.id)
        )
        self.things.notes[note.id] = (word, name)


def add(
    library: Library,
    course: str,
    name: str,
    word: str,
    place: CollectionKey | None = None,
    again: int | None = None,
) -> int:
    """A document of one page, chunk and unit, in which only `word` and "common" stand; its id."""
    text, sha = f"common {word}", hash_of(word)
    chunk = Chunk(chunk_id(sha, 1, 0, text), 1, 0, len(text), text)
    vector = np.array([FakeEmbeddings().embed_query(text)], dtype=np.float32)
    unit = Unit(Kind.PARAGRAPH, 1, 0, len(text))
    new = NewDocument(course, name, name, sha, "text/plain", len(text), place=place, again=again)
    return library.add_document(
        new, [Page(1, text)], [chunk], vector, EMBEDDER.fingerprint, None, [unit], vector
    ).id


def whole(classroom: Classroom) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables that hold what people have."""
    tables = (
        "collections",
        "documents",
        "pages",
        "chunks",
        "units",
        "conversations",
        "messages",
        "notes",
        "feedback",
    )
    tables += (
        "jobs",
        "testsets",
        "cases",
        "runs",
        "records",
        "people",
        "memberships",
        "invitations",
        "attached_jobs",
    )
    found: dict[str, list[tuple[object, ...]]] = {}
    with classroom.database.read() as connection:
        for table in tables:
            found[table] = [
                tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY 1, 2")
            ]
    return found


__all__ = ["ALONE", "COURSES", "EMBEDDER", "ROLES", "Classroom", "Things", "add", "whole"]
