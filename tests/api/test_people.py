"""In a class a key opens what its person reads, and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from rag.errors import LecternError, NotAllowed
from rag.settings import Settings, Sharing
from rag.store.access.keys import KeyScope
from rag.store.people.people import People
from rag.values.people import ClassRole, Person
from service.classroom.seat import Seat
from service.engine import Engine
from tests.api.conftest import listening
from tests.rag.store.people.classroom import add
from tests.ui.fakes import fill, open_fake


@dataclass
class School:
    """A class that is served: its course has zanthor.txt, and a file that only Sam reads."""

    engine: Engine
    url: str
    people: dict[str, Person]
    shared: int
    own: int

    def client(self, name: str) -> httpx.Client:
        _, secret = Seat(self.engine, self.people[name].asker).keys.make("test", frozenset(KeyScope))
        return httpx.Client(base_url=self.url, headers={"Authorization": f"Bearer {secret}"}, timeout=60)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    Settings(sharing=Sharing(mode="class")).save(tmp_path)
    engine = Engine(tmp_path, open_fake)  # type: ignore[arg-type]
    known = People(engine.library.database)
    roles = {
        "olga": ClassRole.OWNER,
        "sam": ClassRole.STUDENT,
        "sue": ClassRole.STUDENT,
        "tom": ClassRole.TEACHER,
    }
    people = {name: known.add(name, name, role, "correct horse") for name, role in roles.items()}
    shared = fill(engine.library.seen_by(people["olga"].asker))
    for name in ("sam", "sue"):
        known.join(people[name].id, "Course")
    own = add(engine.library.seen_by(people["sam"].asker), "Course", "mine.txt", "samword")
    engine.assistant().go.set()  # type: ignore[attr-defined]
    with listening(lambda: engine) as url:
        yield School(engine, url, people, shared, own)
    engine.close(0)


def test_lists_and_ids_are_of_what_is_theirs(school: School) -> None:
    expected = {
        "olga": {school.shared},
        "sam": {school.shared, school.own},
        "sue": {school.shared},
        "tom": set(),
    }
    for name, mine in expected.items():
        with school.client(name) as client:
            assert {one["id"] for one in client.get("/api/documents").json()} == mine
            for document in (school.shared, school.own):
                status = 200 if document in mine else 404
                assert client.get(f"/api/documents/{document}").status_code == status
                page = client.get(f"/api/documents/{document}/pages/1")
                assert (page.status_code == 200) == (document in mine)
            names = [model["id"] for model in client.get("/v1/models").json()["data"]]
            assert ("Course" in names) == bool(mine)
            assert [one["name"] for one in client.get("/api/collections").json()] == (
                ["Course"] if mine else []
            )


def test_nothing_of_others_is_deleted(school: School) -> None:
    with school.client("sue") as sue, school.client("tom") as tom:
        for client in (sue, tom):
            assert client.delete(f"/api/documents/{school.own}").status_code == 404
            assert client.delete(f"/api/documents/{school.shared}").status_code >= 400
        refused = sue.delete("/api/collections", params={"name": "Course"})
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "not_allowed")
        assert tom.delete("/api/collections", params={"name": "Course"}).status_code == 404
    assert {one.id for one in school.engine.library.documents()} == {school.shared, school.own}


def test_a_question_is_answered_from_what_the_person_reads(school: School) -> None:
    with school.client("sue") as sue:
        asked = {"question": "Who found Zanthor?", "collection": "Course"}
        assert sue.post("/api/ask", json=asked).status_code == 200
        chat = {"model": "Course", "messages": [{"role": "user", "content": "Who found Zanthor?"}]}
        assert sue.post("/v1/chat/completions", json=chat).status_code == 200
    assert set(school.engine.assistant().askers) == {school.people["sue"].asker}  # type: ignore[attr-defined]
    with school.client("tom") as tom:
        assert tom.post("/api/ask", json=asked).status_code == 404


def test_a_key_of_nobody_and_of_a_closed_account_open_nothing(school: School) -> None:
    _, secret = school.engine.keys.make("of before", frozenset(KeyScope))
    get = httpx.get(f"{school.url}/api/documents", headers={"Authorization": f"Bearer {secret}"})
    assert get.status_code == 401 and "nobody" in get.text
    with school.client("sam") as sam:
        assert sam.get("/api/documents").status_code == 200
        People(school.engine.library.database).close(school.people["sam"].id)
        assert sam.get("/api/documents").status_code == 401


def test_metrics_are_the_owners(school: School) -> None:
    with school.client("olga") as olga, school.client("sue") as sue:
        assert olga.get("/metrics").status_code == 200
        assert sue.get("/metrics").status_code == 403


def test_keys_are_ones_own(school: School) -> None:
    sam, sue = (Seat(school.engine, school.people[name].asker) for name in ("sam", "sue"))
    key, _ = sam.keys.make("mine", {KeyScope.ASK})
    assert sue.keys.list() == ()
    with pytest.raises(LecternError, match="among yours"):
        sue.keys.revoke(key.id)
    guest = People(school.engine.library.database).add("Guest", "", ClassRole.GUEST)
    with pytest.raises(NotAllowed):
        Seat(school.engine, guest.asker).keys.make("mine", {KeyScope.ASK})
