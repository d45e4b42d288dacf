import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from rag.errors import ModelUnavailable
from rag.models.generation import server
from rag.models.generation.server import ServerChatModel, check_server
from rag.settings import Models


class FakeServer(BaseHTTPRequestHandler):
    """Has the model "small", wants the key "sesame", says "Hello world." in two pieces."""

    asked: list[dict] = []
    slow = 0.0

    def do_GET(self):
        time.sleep(self.slow)
        if self._allowed() and self.path == "/v1/models":
            self._send({"object": "list", "data": [{"id": "small", "object": "model"}]})
        else:
            self._send({"error": {"message": "no such path"}}, 404)

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append(request)
        if not self._allowed():
            return
        if request["model"] != "small" or self.path != "/v1/chat/completions":
            self._send({"error": {"message": "model not found"}}, 404)
        elif request["messages"][-1]["content"] == "break":
            self._send({"error": {"message": "out of memory"}}, 500)
        elif request.get("stream"):
            self._stream("Hello", " world.")
        else:
            message = {"role": "assistant", "content": "Hello world."}
            choice = {"index": 0, "finish_reason": "stop", "message": message}
            self._send({"id": "1", "object": "chat.completion", "model": "small", "choices": [choice]})

    def _allowed(self) -> bool:
        if self.headers["Authorization"] == "Bearer sesame":
            return True
        self._send({"error": {"message": "wrong key"}}, 401)
        return False

    def _send(self, body: dict, status: int = 200):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _stream(self, *texts: str):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for text in texts:
            choice = {"index": 0, "delta": {"role": "assistant", "content": text}}
            event = {"id": "1", "object": "chat.completion.chunk", "model": "small", "choices": [choice]}
            self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())
        self.wfile.write(b"data: [DONE]\n\n")

    def log_message(self, *_):
        pass


@pytest.fixture
def address(monkeypatch):
    monkeypatch.setenv("LECTERN_API_KEY", "sesame")
    FakeServer.asked, FakeServer.slow = [], 0.0
    with ThreadingHTTPServer(("127.0.0.1", 0), FakeServer) as fake:
        thread = threading.Thread(target=fake.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{fake.server_port}/v1"
        fake.shutdown()
        thread.join()


def chat(address: str, model: str = "small") -> ServerChatModel:
    return ServerChatModel.of(Models(generator=model, base_url=address))


def test_it_streams(address):
    assert [c.text for c in chat(address).stream("Hi") if c.text] == ["Hello", " world."]


def test_it_answers_at_once(address):
    assert chat(address).invoke("Hi").text == "Hello world."


def test_options_of_the_local_model_are_understood(address):
    list(chat(address).stream("Hi", max_new_tokens=7, logits_processor=lambda ids, scores: scores))
    request = FakeServer.asked[0]
    assert 7 in (request.get("max_tokens"), request.get("max_completion_tokens"))
    assert request["temperature"] == 0
    assert not request.keys() & {"max_new_tokens", "logits_processor"}


def test_a_check_lists_the_models(address):
    assert check_server(Models(generator="small", base_url=address)) == ("small",)


def test_a_model_that_is_not_there_is_refused_with_those_that_are(address):
    with pytest.raises(ModelUnavailable, match='no model "large". It has: small'):
        check_server(Models(generator="large", base_url=address))
    with pytest.raises(ModelUnavailable, match='no model "large". It has: small'):
        chat(address, "large").invoke("Hi")
    with pytest.raises(ModelUnavailable, match='no model "large". It has: small'):
        list(chat(address, "large").stream("Hi"))


def test_a_wrong_key_is_said(address, monkeypatch):
    monkeypatch.delenv("LECTERN_API_KEY")
    for ask in (
        lambda: check_server(Models(generator="small", base_url=address)),
        lambda: chat(address).invoke("Hi"),
    ):
        with pytest.raises(ModelUnavailable, match="refuses the key.*LECTERN_API_KEY"):
            ask()


def test_a_wrong_path_is_said(address):
    with pytest.raises(ModelUnavailable, match="often ends in /v1"):
        check_server(Models(generator="small", base_url=address.removesuffix("/v1")))


def test_no_server_is_said():
    with pytest.raises(ModelUnavailable, match=r"No server answers at http://127.0.0.1:9/v1.*Start it"):
        check_server(Models(generator="small", base_url="http://127.0.0.1:9/v1"))


@pytest.mark.parametrize("address", ["localhost:11434", "nonsense", "ftp://localhost/v1"])
def test_what_is_no_address_is_said(address):
    with pytest.raises(ModelUnavailable, match=address):
        check_server(Models(generator="small", base_url=address))


def test_a_server_that_does_not_answer_in_time_is_said(address, monkeypatch):
    monkeypatch.setattr(server, "_CHECK_SECONDS", 0.1)
    FakeServer.slow = 0.5
    with pytest.raises(ModelUnavailable, match="did not answer in time"):
        check_server(Models(generator="small", base_url=address))


def test_a_server_that_breaks_is_said(address):
    with pytest.raises(ModelUnavailable, match="answered with an error.*out of memory"):
        chat(address).invoke("break")
