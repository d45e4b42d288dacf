"""A real server of real models, in the protocol of vLLM: `/v1/models`, `/v1/completions` with log-probabilities,
`/v1/chat/completions`, `/v1/embeddings`.

vLLM itself cannot be had on every machine. This one computes with transformers, a prompt at a time, and shares no code
with what it is there to test.

    python -m tests.rag.models.elsewhere.served lectern-judge=FOLDER lectern-embedder=FOLDER [--dtype float16]
"""

import argparse
import json
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
import uvicorn
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import StreamingResponse
from transformers import AutoModelForCausalLM, AutoTokenizer


class Causal:
    """A causal model and its tokenizer, greedy."""

    def __init__(self, model: Any, tokenizer: Any) -> None:
        self.model, self.tokenizer = model.eval(), tokenizer
        self.lock = threading.Lock()
        self.read: list[int] = []
        self.cache: Any = None
        ends = {tokenizer.eos_token_id, *tokenizer.convert_tokens_to_ids(["<|im_end|>"])}
        self.ends = {end for end in ends if end is not None}

    @classmethod
    def of(cls, folder: str, dtype: str) -> "Causal":
        model = AutoModelForCausalLM.from_pretrained(folder, dtype=getattr(torch, dtype))
        return cls(model, AutoTokenizer.from_pretrained(folder))

    def steps(self, ids: Sequence[int], most: int, allowed: Sequence[int] = ()) -> Iterator[tuple[int, Any]]:
        """Each new token, the one that ends included, with the log-probabilities of all (vocabulary,), as they are
        before `allowed` is taken into account."""
        said = list(ids)
        for _ in range(most):
            logs = self._after(said)
            token = max(allowed, key=lambda one: float(logs[one])) if allowed else int(logs.argmax())
            yield token, logs
            if token in self.ends:
                return
            said.append(token)

    def _after(self, ids: Sequence[int]) -> Any:
        """The log-probabilities of what comes after `ids`; what these begin with is not read again where it was read
        last, as vLLM's prefix caching has it."""
        with self.lock, torch.inference_mode():
            same = next((i for i, (a, b) in enumerate(zip(self.read, ids, strict=False)) if a != b), None)
            kept = min(len(self.read), len(ids) - 1) if same is None else min(same, len(ids) - 1)
            if self.cache is not None and 0 < kept < len(self.read):
                self.cache.crop(kept - len(self.read))
            kept = kept if self.cache is not None else 0
            cache, self.cache = self.cache if kept else None, None
            fresh = torch.tensor([list(ids[kept:])])
            out = self.model(fresh, past_key_values=cache, use_cache=True, logits_to_keep=1)
            self.read, self.cache = list(ids), out.past_key_values
            return torch.log_softmax(out.logits[0, -1].float(), dim=-1)


def application(models: Mapping[str, Any], key: str = "", asked: list[str] | None = None) -> FastAPI:
    """Serves `models` by their names, a `Causal` or a sentence-transformers model each; `asked` hears the paths."""
    app = FastAPI()
    asked = [] if asked is None else asked

    async def body_of(request: Request) -> tuple[dict[str, Any], Any]:
        asked.append(request.url.path)
        if key and request.headers.get("authorization") != f"Bearer {key}":
            raise HTTPException(401, "wrong key")
        body = await request.json()
        if body["model"] not in models:
            raise HTTPException(404, f"The model `{body['model']}` does not exist.")
        return body, models[body["model"]]

    @app.get("/v1/models")
    def listed() -> dict[str, Any]:
        return {"object": "list", "data": [{"id": name, "object": "model"} for name in models]}

    @app.post("/v1/completions")
    async def completions(request: Request) -> dict[str, Any]:
        body, model = await body_of(request)
        prompts = body["prompt"]
        if isinstance(prompts, str) or (prompts and isinstance(prompts[0], int)):
            prompts = [prompts]
        choices = [_choice(index, prompt, body, model) for index, prompt in enumerate(prompts)]
        return {
            "id": "cmpl",
            "object": "text_completion",
            "created": int(time.time()),
            "model": body["model"],
            "choices": choices,
        }

    @app.post("/v1/chat/completions")
    async def chat(request: Request) -> Any:
        body, model = await body_of(request)
        text = model.tokenizer.apply_chat_template(
            body["messages"], tokenize=False, add_generation_prompt=True
        )
        ids = model.tokenizer.encode(text, add_special_tokens=False)
        most = body.get("max_completion_tokens") or body.get("max_tokens") or 64
        steps = (token for token, _ in model.steps(ids, most) if token not in model.ends)
        about = {"id": "chat", "created": int(time.time()), "model": body["model"]}
        if body.get("stream"):
            return StreamingResponse(_events(about, steps, model), media_type="text/event-stream")
        message = {
            "role": "assistant",
            "content": model.tokenizer.decode(list(steps), skip_special_tokens=True),
        }
        return {
            **about,
            "object": "chat.completion",
            "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        }

    @app.post("/v1/embeddings")
    async def embeddings(request: Request) -> dict[str, Any]:
        body, model = await body_of(request)
        texts = [body["input"]] if isinstance(body["input"], str) else body["input"]
        rows = model.encode(texts, show_progress_bar=False)
        data = [{"object": "embedding", "index": i, "embedding": row.tolist()} for i, row in enumerate(rows)]
        return {
            "object": "list",
            "model": body["model"],
            "data": data,
            "usage": {"prompt_tokens": 0, "total_tokens": 0},
        }

    return app


@contextmanager
def serving(models: Mapping[str, Any], key: str = "", asked: list[str] | None = None) -> Iterator[str]:
    """The address of a server of these models, over the loopback, that runs meanwhile."""
    config = uvicorn.Config(application(models, key, asked), host="127.0.0.1", port=0, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise RuntimeError("the server did not start")
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/v1"
    finally:
        server.should_exit = True
        thread.join()


def _choice(index: int, prompt: Any, body: Mapping[str, Any], model: Causal) -> dict[str, Any]:
    ids = model.tokenizer.encode(prompt, add_special_tokens=False) if isinstance(prompt, str) else prompt
    top, by_id = body.get("logprobs") or 0, body.get("return_tokens_as_token_ids")
    shown = (lambda token: f"token_id:{token}") if by_id else (lambda token: model.tokenizer.decode([token]))
    tokens, logs, tops = [], [], []
    for token, all_logs in model.steps(ids, body.get("max_tokens", 16), body.get("allowed_token_ids") or ()):
        tokens.append(token)
        logs.append(float(all_logs[token]))
        best = all_logs.topk(top)
        # As vLLM has it: the token that was chosen, and those that are likeliest.
        tops.append(
            {shown(token): logs[-1]}
            | {shown(int(t)): float(v) for t, v in zip(best.indices, best.values, strict=True)}
        )
    ended = bool(tokens) and tokens[-1] in model.ends
    told = {"tokens": [shown(t) for t in tokens], "token_logprobs": logs, "top_logprobs": tops}
    return {
        "index": index,
        "text": model.tokenizer.decode(tokens, skip_special_tokens=True),
        "finish_reason": "stop" if ended else "length",
        "logprobs": {**told, "text_offset": [0] * len(tokens)},
    }


def _events(about: Mapping[str, Any], tokens: Iterator[int], model: Causal) -> Iterator[str]:
    said: list[int] = []
    given = ""
    for token in tokens:
        said.append(token)
        text = model.tokenizer.decode(said, skip_special_tokens=True)
        if not text.endswith("\ufffd"):
            delta = {"role": "assistant", "content": text[len(given) :]}
            choice = {"index": 0, "delta": delta, "finish_reason": None}
            yield f"data: {json.dumps({**about, 'object': 'chat.completion.chunk', 'choices': [choice]})}\n\n"
            given = text
    yield "data: [DONE]\n\n"


def _loaded(folder: str, dtype: str) -> Any:
    if (Path(folder) / "modules.json").exists():
        from sentence_transformers import SentenceTransformer

        return SentenceTransformer(folder, device="cpu")
    return Causal.of(folder, dtype)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("models", nargs="+", metavar="NAME=FOLDER")
    parser.add_argument("--port", type=int, default=8801)
    parser.add_argument("--dtype", default="float32")
    options = parser.parse_args()
    pairs = [one.partition("=") for one in options.models]
    models = {name: _loaded(folder, options.dtype) for name, _, folder in pairs}
    uvicorn.run(application(models), host="127.0.0.1", port=options.port, log_level="warning")


if __name__ == "__main__":
    main()
