"""An OpenAI-compatible server on this machine."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class FakeServer(BaseHTTPRequestHandler):
    """Has the model `model`, wants the key "sesame", says `pieces` one after the other; on `hold`, nothing."""

    asked: list[dict] = []
    slow = 0.0
    hold: threading.Event | None = None
    model = "small"
    pieces: tuple[str, ...] = ("Hello", " world.")

    def do_GET(self):
        time.sleep(self.slow)
        if self._allowed() and self.path == "/v1/models":
            self._send({"object": "list", "data": [{"id": self.model, "object": "model"}]})
        else:
            self._send({"error": {"message": "no such path"}}, 404)

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append(request)
        if self.hold is not None:
            self.hold.wait(20)
            return
        if not self._allowed():
            return
        if request["model"] != self.model or self.path != "/v1/chat/completions":
            self._send({"error": {"message": "model not found"}}, 404)
        elif request["messages"][-1]["content"] == "break":
            self._send({"error": {"message": "out of memory"}}, 500)
        elif request.get("stream"):
            self._stream(*self.pieces)
        else:
            message = {"role": "assistant", "content": "".join(self.pieces)}
            choice = {"index": 0, "finish_reason": "stop", "message": message}
            self._send({"id": "1", "object": "chat.completion", "model": self.model, "choices": [choice]})

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
            event = {"id": "1", "object": "chat.completion.chunk", "model": self.model, "choices": [choice]}
            self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())
        self.wfile.write(b"data: [DONE]\n\n")

    def log_message(self, *_):
        pass


@contextmanager
def serving(model: str = "small", pieces: tuple[str, ...] = ("Hello", " world.")) -> Iterator[str]:
    """The address of a server that runs meanwhile; what it is asked is in `FakeServer.asked`."""
    FakeServer.asked, FakeServer.slow, FakeServer.hold = [], 0.0, None
    FakeServer.model, FakeServer.pieces = model, pieces
    with ThreadingHTTPServer(("127.0.0.1", 0), FakeServer) as fake:
        thread = threading.Thread(target=fake.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{fake.server_port}/v1"
        finally:
            fake.shutdown()
            thread.join()
