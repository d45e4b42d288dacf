"""Who is let in: with a key that is good for it, under a name that is served, from no stranger's page."""

import time

import httpx
import pytest

from rag.errors import LibraryUnavailable
from rag.store.access.keys import KeyScope
from service.engine import Engine
from tests.api.conftest import Served, listening

CLOSED = (
    ("GET", "/v1/models"),
    ("POST", "/v1/chat/completions"),
    ("GET", "/v1/anything"),
    ("GET", "/api/collections"),
    ("POST", "/api/ask"),
    ("PUT", "/api/documents/a.txt?collection=Course"),
    ("DELETE", "/api/documents/1"),
    ("GET", "/api/anything"),
    ("GET", "/metrics"),
    ("POST", "/mcp"),
    ("GET", "/mcp"),
)


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_without_a_key_there_is_no_entry(served: Served, method: str, path: str) -> None:
    for headers in (
        {},
        {"Authorization": "Bearer lectern_wrong"},
        {"Authorization": "Bearer"},
        {"Authorization": "Basic bGVjdGVybg=="},
    ):
        found = httpx.request(method, served.url + path, headers=headers)
        assert found.status_code == 401
        assert found.headers["www-authenticate"] == "Bearer"
        assert "lectern keys make" in found.json()["error"]["message"]
    assert served.engine.library.document(served.document).name == "zanthor.txt"


def test_a_revoked_key_says_so_from_then_on(served: Served) -> None:
    with served.client() as client:
        assert client.get("/v1/models").status_code == 200
        (key,) = served.engine.keys.list()
        served.engine.keys.revoke(key.id)
        found = client.get("/v1/models")
    assert found.status_code == 401 and found.json()["error"]["code"] == "revoked_key"


@pytest.mark.parametrize(
    ("scope", "method", "path", "body"),
    [
        (KeyScope.ASK, "POST", "/api/ask", {"question": "Who?"}),
        (KeyScope.ASK, "POST", "/v1/chat/completions", {"messages": [{"role": "user", "content": "Who?"}]}),
        (KeyScope.READ, "GET", "/api/documents", None),
        (KeyScope.READ, "GET", "/metrics", None),
        (KeyScope.READ, "POST", "/api/search", {"query": "comet"}),
        (KeyScope.WRITE, "DELETE", "/api/documents/1", None),
        (KeyScope.WRITE, "DELETE", "/api/collections?name=Course", None),
        (KeyScope.EVALUATE, "POST", "/api/runs", {"testset": "a"}),
    ],
)
def test_a_key_is_good_for_its_scopes_alone(
    served: Served, scope: KeyScope, method: str, path: str, body: object
) -> None:
    with served.client(served.key(*(set(KeyScope) - {scope}))) as client:
        found = client.request(method, path, json=body)
    assert found.status_code == 403
    assert f"(scope “{scope}”)" in found.json()["error"]["message"]
    assert served.assistant.asked == [] and len(served.engine.library.documents()) == 1


def test_a_page_of_the_browser_from_elsewhere_is_not_answered_even_with_a_key(served: Served) -> None:
    with served.client() as client:
        for path in ("/v1/models", "/api/collections", "/healthz", "/mcp", "/metrics"):
            assert client.get(path, headers={"Origin": "http://strange.example"}).status_code == 403
            assert client.get(path, headers={"Host": "strange.example"}).status_code == 421
        asked = {"Origin": "http://strange.example", "Access-Control-Request-Method": "POST"}
        found = client.options("/v1/chat/completions", headers=asked)
        assert found.status_code == 403 and "access-control-allow-origin" not in found.headers
        assert client.get("/v1/models", headers={"Origin": served.url}).status_code == 200


def test_a_body_that_is_too_long_is_not_read(served: Served) -> None:
    def pieces():  # type: ignore[no-untyped-def]
        for _ in range(30):
            yield b" " * 100_000

    with served.client() as client:
        assert client.post("/api/ask", content=b"x" * 1_000_001).status_code == 413
        assert client.post("/api/ask", content=pieces()).status_code in (400, 413)
    assert served.assistant.asked == []


def test_that_a_key_is_used_is_noted(served: Served) -> None:
    with served.client() as client:
        client.get("/v1/models")
    end = time.monotonic() + 20
    while served.engine.keys.list()[0].used is None:
        assert time.monotonic() < end
        time.sleep(0.01)


def test_what_is_not_there_is_said_in_one_form(served: Served) -> None:
    with served.client() as client:
        for path in ("/api/nothing", "/v1/nothing"):
            found = client.get(path)
            assert found.status_code == 404 and found.json()["error"]["type"] == "not_found_error"
        found = client.post("/api/ask", json={"question": ""})
        assert found.status_code == 400 and "question: String should have" in found.json()["error"]["message"]
    assert httpx.get(f"{served.url}/.well-known/oauth-protected-resource").status_code == 404


def test_a_bug_is_called_one_and_tells_nothing(served: Served) -> None:
    served.assistant.error = ValueError("a secret of the machine")
    with served.client() as client:
        found = client.post("/api/ask", json={"question": "Who?"})
    assert found.status_code == 500
    assert found.json()["error"]["code"] == "bug" and "secret" not in found.text


def test_health_needs_no_key_and_says_why_not(served: Served) -> None:
    found = httpx.get(f"{served.url}/healthz")
    assert (found.status_code, found.json()) == (200, {"ready": True, "status": "ok", "why": ""})
    served.engine.model_error = "The file /home/me/model is broken."
    found = httpx.get(f"{served.url}/healthz")
    assert found.status_code == 503 and "models cannot be loaded" in found.json()["why"]
    assert "/home/me" not in found.text


def test_a_library_that_cannot_be_opened_is_said_by_every_way() -> None:
    def none() -> Engine:
        raise LibraryUnavailable("The library at /home/me is damaged.")

    with listening(none) as url:
        found = httpx.get(f"{url}/healthz")
        assert found.status_code == 503 and "/home/me" not in found.text
        for path in ("/v1/models", "/api/collections", "/metrics", "/mcp"):
            assert httpx.get(url + path, headers={"Authorization": "Bearer lectern_a"}).status_code == 503


def test_metrics_count_answers_by_outcome_and_way(served: Served) -> None:
    served.assistant.go.set()
    with served.client() as client:
        client.post("/api/ask", json={"question": "Who found Zanthor?"})
        told = client.get("/metrics")
    lines = told.text.splitlines()
    assert told.headers["content-type"].startswith("text/plain")
    assert 'lectern_answers_total{outcome="answered",way="rest"} 1.0' in lines
    assert "lectern_answer_seconds_sum 1.5" in lines
    assert 'lectern_questions{way="program"} 0.0' in lines
    assert "lectern_ready 1.0" in lines and "lectern_documents 1.0" in lines
    assert 'lectern_jobs{state="queued"} 0.0' in lines
    assert "Zanthor" not in told.text


@pytest.mark.parametrize("path", ["/api/docs", "/v1/docs"])
def test_the_reference_needs_no_key_and_loads_nothing(served: Served, path: str) -> None:
    page = httpx.get(served.url + path)
    assert page.status_code == 200
    assert "<script" not in page.text and "http://" not in page.text and "https://" not in page.text
    described = httpx.get(served.url + path.replace("docs", "openapi.json")).json()
    for known in described["paths"]:
        assert f"{path.removesuffix('/docs')}{known}" in page.text
