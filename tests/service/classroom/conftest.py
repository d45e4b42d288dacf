"""A class with an owner and two students in one course, on an engine without models."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from rag.settings import Settings, Sharing
from rag.store.people.people import People
from rag.values.people import ClassRole, Person
from service.classroom.seat import Seat
from service.engine import Engine
from tests.ui.fakes import FakeAssistant, fill, open_fake


@dataclass
class School:
    """The engine, who is there, and the one document of the course."""

    engine: Engine
    olga: Person
    sam: Person
    sue: Person
    document: int

    def seat(self, person: Person) -> Seat:
        return Seat(self.engine, person.asker)

    @property
    def assistant(self) -> FakeAssistant:
        return self.engine.assistant()  # type: ignore[return-value]


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    Settings(sharing=Sharing(mode="class", keep_chats_days=30)).save(tmp_path)
    engine = Engine(tmp_path, open_fake)  # type: ignore[arg-type]
    people = People(engine.library.database)
    olga = people.add("Olga", "olga", ClassRole.OWNER, "correct horse")
    sam, sue = (people.add(name, name, ClassRole.STUDENT, "correct horse") for name in ("Sam", "Sue"))
    document = fill(engine.library.seen_by(olga.asker))
    people.join(sam.id, "Course")
    people.join(sue.id, "Course")
    yield School(engine, olga, sam, sue, document)
    engine.close(0)
