"""A server that misbehaves as it is told, request by request."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

GOOD = {
    "id": "1",
    "object": "text_completion",
    "created": 0,
    "model": "m",
    "choices": [
        {
            "index": 0,
            "text": "a",
            "finish_reason": "length",
            "logprobs": {
                "tokens": ["token_id:7"],
                "token_logprobs": [-0.5],
                "top_logprobs": [{"token_id:7": -0.5, "token_id:9": -1.5}],
                "text_offset": [0],
            },
        }
    ],
}


class Faulty:
    """What it does next, in order; after the last it answers well. `asked` counts the requests."""

    def __init__(self, acts: Sequence[str]) -> None:
        self.acts = list(acts)
        self.asked = 0
        self.release = threading.Event()
        self.url = ""

    def next_act(self) -> str:
        self.asked += 1
        return self.acts.pop(0) if self.acts else "good"


@contextmanager
def faulty(*acts: str) -> Iterator[Faulty]:
    """A server that does `acts`: "slow" (says nothing until it is released), "drip" (a byte now and then, without end),
    "500", "429", "garbage" (a web page), "other" (JSON of another form), "cut" (half an answer), "good"."""
    does = Faulty(acts)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.answer(json.dumps({"object": "list", "data": [{"id": "m", "object": "model"}]}).encode())

        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            act = does.next_act()
            if act == "slow":
                does.release.wait(20)
            elif act == "drip":
                self.drip()
            elif act in ("500", "429", "401"):
                self.answer(b'{"error": {"message": "no"}}', int(act))
            elif act == "garbage":
                self.answer(b"<html>welcome</html>", kind="text/html")
            elif act == "other":
                self.answer(b'{"choices": [{"index": 0}]}')
            elif act == "cut":
                self.answer(json.dumps(GOOD).encode()[:60], said=len(json.dumps(GOOD)))
            else:
                self.answer(json.dumps(GOOD).encode())

        def answer(self, data, status=200, kind="application/json", said=None):
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(said or len(data)))
            self.end_headers()
            self.wfile.write(data)

        def drip(self):
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", "100000")
            self.end_headers()
            try:
                while not does.release.wait(0.05):
                    self.wfile.write(b" ")
            except OSError:
                return  # nobody listens any more

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        does.url = f"http://127.0.0.1:{server.server_port}/v1"
        try:
            yield does
        finally:
            does.release.set()
            server.shutdown()
            thread.join()
