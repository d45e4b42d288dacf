"""Collections, documents, questions and runs as JSON, over HTTP."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rag.assistant import Assistant
from rag.models.embedding.embedder import Embedder
from rag.settings import Ingestion, Settings
from rag.store.access.keys import KeyScope
from rag.store.jobs import Jobs
from rag.store.library import Library
from rag.store.testsets import Case, TestSets
from rag.values import Turn
from rag.values_json import answer_to_json
from service.engine import Engine
from service.outside.links import known_by
from tests.api.conftest import Served, listening
from tests.fakes import FakeEmbeddings
from tests.ui.fakes import TEXT, answer, fill


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_collections_are_made_listed_and_deleted(served: Served) -> None:
    with served.client() as client:
        made = client.post("/api/collections", json={"name": "  Sea / Shore "})
        assert (made.status_code, made.json()["name"], made.json()["documents"]) == (201, "Sea / Shore", 0)
        assert [one["name"] for one in client.get("/api/collections").json()] == ["Course", "Sea / Shore"]
        assert client.delete("/api/collections", params={"name": "Sea / Shore"}).status_code == 204
        assert [one["name"] for one in client.get("/api/collections").json()] == ["Course"]
        assert client.delete("/api/collections", params={"name": "Sea / Shore"}).status_code == 404
        assert client.post("/api/collections", json={"name": " "}).status_code == 400


def test_a_page_is_read_as_every_quote_means_it(served: Served) -> None:
    with served.client() as client:
        (listed,) = client.get("/api/documents", params={"collection": "Course"}).json()
        assert (listed["name"], listed["pages"], listed["collection"]) == ("zanthor.txt", 1, "Course")
        assert client.get(f"/api/documents/{listed['id']}").json() == listed
        page = client.get(f"/api/documents/{listed['id']}/pages/1").json()
        assert (page["text"], page["page"], page["of"]) == (TEXT, 1, 1)
        missing = client.get(f"/api/documents/{listed['id']}/pages/2")
        assert missing.status_code == 404 and "the pages 1 to 1, no 2" in missing.json()["error"]["message"]
        assert client.get("/api/documents/99/pages/1").status_code == 404
        assert client.get("/api/documents", params={"collection": "None"}).status_code == 404
        assert client.delete(f"/api/documents/{listed['id']}").status_code == 204
        assert client.get("/api/documents").json() == []
        assert client.delete(f"/api/documents/{listed['id']}").status_code == 404


def test_a_file_is_handed_in_read_and_found(served: Served) -> None:
    served.engine.settings = Settings()
    with served.client() as client:
        sent = client.put(
            "/api/documents/week%201/tides.txt",
            params={"collection": "Sea"},
            content=b"Tides follow the moon.\n",
        )
        job = sent.json()
        assert sent.status_code == 202 and job["name"] == "week 1/tides.txt" and "path" not in job
        until(
            lambda: (
                client.get(f"/api/jobs/{job['id']}").json()["state"] not in ("queued", "reading", "embedding")
            )
        )
        ended = client.get(f"/api/jobs/{job['id']}").json()
        assert ended["state"] == "done", ended
        (found,) = client.get("/api/documents", params={"collection": "Sea"}).json()
        assert found["name"] == "week 1/tides.txt"
        page = client.get(f"/api/documents/{found['id']}/pages/1").json()
        assert page["text"].startswith("Tides follow the moon.")
        assert [one["id"] for one in client.get("/api/jobs", params={"collection": "Sea"}).json()] == [
            job["id"]
        ]


def test_what_is_not_taken_is_refused_and_leaves_nothing(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Jobs, "claim", lambda self: None)
    served.engine.settings = Settings(ingestion=Ingestion(file_megabytes=1))

    def pieces() -> Any:
        for _ in range(11):
            yield b"x" * 100_000

    def put(name: str, body: Any) -> Any:
        return client.put(f"/api/documents/{name}", params={"collection": "Sea"}, content=body)

    with served.client() as client:
        for body in (b"x" * 1_000_001, pieces()):
            refused = put("big.txt", body)
            assert refused.status_code == 413 and "the 1 MB allowed" in refused.json()["error"]["message"]
        assert put("empty.txt", b"").status_code == 400
        strange = put("program.exe", b"MZ\x90\x00" + b"\x00" * 100)
        assert strange.status_code == 415 and 'Files like ".exe" cannot' in strange.json()["error"]["message"]
        outside = put("..%2F..%2Fetc%2Fpasswd.txt", b"root")
        assert outside.status_code in (202, 400)
        if outside.status_code == 202:
            assert outside.json()["name"] == "etc/passwd.txt"
    staged = [path for path in (served.engine.folder / "staging").iterdir() if path.is_file()]
    assert len(staged) == (outside.status_code == 202)


def test_a_job_is_cancelled(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Jobs, "claim", lambda self: None)
    with served.client() as client:
        job = client.put("/api/documents/a.txt", params={"collection": "Sea"}, content=b"words").json()
        assert client.delete(f"/api/jobs/{job['id']}").json()["state"] == "cancelled"
        assert client.get("/api/jobs/99").status_code == client.delete("/api/jobs/99").status_code == 404


def test_an_answer_is_the_object_of_the_command_line(served: Served) -> None:
    served.assistant.go.set()
    asked = {
        "question": "Who found Zanthor?",
        "collection": "Course",
        "documents": [served.document],
        "history": [{"role": "user", "text": "Hello"}],
    }
    with served.client() as client:
        found = client.post("/api/ask", json=asked)
        assert client.post("/api/ask", json={**asked, "collection": "None"}).status_code == 404
        assert client.post("/api/ask", json={**asked, "documents": [99]}).status_code == 404
        assert (
            client.post("/api/ask", json={**asked, "history": [{"role": "x", "text": ""}]}).status_code == 400
        )
    assert found.json() == json.loads(json.dumps(answer_to_json(answer(served.document))))
    assert served.assistant.asked == [("Who found Zanthor?", "Course", (Turn("user", "Hello"),))]
    assert served.assistant.searched == [frozenset({served.document})]
    assert served.engine.conversations.list() == []  # kept nowhere


def open_searching(folder: Path, settings: Settings) -> Assistant:
    """An assistant that finds, with vectors that are known by hand."""
    return Assistant(Library.open(folder), Embedder(FakeEmbeddings()), None, settings)


def test_passages_are_found_with_a_link_to_each(tmp_path: Path) -> None:
    engine = Engine(tmp_path / "library", open_searching)
    document = fill(engine.library)
    key = engine.keys.make("test", {KeyScope.READ})[1]
    with listening(lambda: engine) as url:
        served = Served(engine, document, url)
        with served.client(key) as client:
            (found,) = client.post("/api/search", json={"query": "Zanthor comet"}).json()
            assert client.post("/api/search", json={"query": "a", "collection": "None"}).status_code == 404
            engine.programs._searching[("key", 1)] = engine.programs._searching[("key", 2)] = 2
            busy = client.post("/api/search", json={"query": "Zanthor comet"})
            assert (busy.status_code, busy.headers["retry-after"]) == (429, "1")
    assert (found["text"], found["document"], found["rank"]) == (TEXT, "zanthor.txt", 1)
    assert (
        found["url"]
        == f"{url}/library?document={document}&page=1&start=0&end={len(TEXT)}&words={known_by(TEXT)}"
    )
    engine.close(0)


def test_a_test_set_is_run_followed_and_reported(served: Served) -> None:
    cases = [
        Case("Who found Zanthor?", ("Mirela",), answerable=True),
        Case("Is the moon old?", answerable=False),
    ]
    TestSets(served.engine.library.database).create("First", "Course", cases)
    with served.client() as client:
        assert [one["name"] for one in client.get("/api/testsets").json()] == ["First"]
        started = client.post("/api/runs", json={"testset": "First", "name": "Try"})
        run = started.json()
        assert (started.status_code, run["state"], run["total"], run["at_work"]) == (202, "running", 2, True)
        assert client.post("/api/runs", json={"testset": "First"}).status_code == 400  # one at a time
        served.assistant.go.set()
        until(lambda: client.get(f"/api/runs/{run['id']}").json()["state"] == "done")
        assert [one["name"] for one in client.get("/api/runs").json()] == ["Try"]
        report = client.get(f"/api/runs/{run['id']}/report").json()
        assert (report["summary"]["cases"], report["testset"]) == (2, "First")
        assert client.get(f"/api/runs/{run['id']}/report?form=csv").text.count("\r\n") == 3
        assert "<html" in client.get(f"/api/runs/{run['id']}/report?form=html").text
        assert client.get("/api/runs/99").status_code == 404
        assert client.get("/api/runs/99/report").status_code == 404
        assert client.post("/api/runs", json={"testset": "None"}).status_code == 404
        wrong = {"testset": "First", "collection": "None"}
        assert client.post("/api/runs", json=wrong).status_code == 404


def test_a_run_is_ended_after_the_case_at_hand(served: Served) -> None:
    TestSets(served.engine.library.database).create("First", "", [Case("a"), Case("b")])
    with served.client() as client:
        run = client.post("/api/runs", json={"testset": "First"}).json()
        assert client.delete(f"/api/runs/{run['id']}").status_code == 200
        served.assistant.go.set()
        until(lambda: client.get(f"/api/runs/{run['id']}").json()["state"] == "cancelled")
        assert client.get(f"/api/runs/{run['id']}").json()["done"] <= 1


def test_every_call_is_described(served: Served) -> None:
    with served.client() as client:
        described = client.get("/api/openapi.json").json()
    assert all(call["description"] for path in described["paths"].values() for call in path.values())
