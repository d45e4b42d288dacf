"""Decoding: one token after the other from a causal model, and their text as it becomes certain."""

import inspect
import threading
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import torch

_LONGEST_CYCLE, _REPEATS, _SHORTEST_LOOP = 24, 3, 12


class Decoder:
    """Greedy decoding with a key-value cache. Each step takes the lock, so generations interleave and
    one that nobody reads any more neither blocks nor costs anything."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._lock = threading.Lock()
        # Without it a long prompt's logits (tokens x vocabulary) cost more than the model.
        keeps = "logits_to_keep" in inspect.signature(model.forward).parameters
        self._keep_last = {"logits_to_keep": 1} if keeps else {}

    def tokens(self, prompt: Sequence[int], limit: int, ends: Collection[int]) -> Iterator[int]:
        """At most `limit` new tokens; ends before a token of `ends`, or when the model runs in a circle."""
        step = torch.tensor([list(prompt)], device=self._model.device)
        cache = None
        new: list[int] = []
        while len(new) < limit:
            with self._lock, torch.inference_mode():
                out = self._model(step, past_key_values=cache, use_cache=True, **self._keep_last)
                token = int(out.logits[:, -1, :].float().argmax())
            if token in ends:
                return
            cache = out.past_key_values
            new.append(token)
            yield token
            if runs_in_a_circle(new):
                return
            step = torch.tensor([[token]], device=step.device)


class Detokenizer:
    """Text of a growing list of tokens. A character that is spread over several tokens comes whole."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self._ids: list[int] = []
        self._start = 0  # of the tokens that are decoded together, so that spaces come out right
        self._read = 0  # of the tokens whose text has been given

    def push(self, token: int) -> str:
        """The text that this token completes; "" while a character is still incomplete."""
        self._ids.append(token)
        before, now = self._text(self._read), self._text(len(self._ids))
        if now.endswith("\ufffd") or len(now) <= len(before):
            return ""
        self._start, self._read = self._read, len(self._ids)
        return now[len(before) :]

    def _text(self, end: int) -> str:
        text: str = self._tokenizer.decode(self._ids[self._start : end], skip_special_tokens=True)
        return text


def runs_in_a_circle(tokens: Sequence[int]) -> bool:
    """Whether the last 12 tokens or more are the same 1 to 24 tokens three times over or more."""
    for period in range(1, _LONGEST_CYCLE + 1):
        length = max(period * _REPEATS, _SHORTEST_LOOP)
        tail = tokens[-length:]
        if len(tail) == length and tail[period:] == tail[:-period]:
            return True
    return False


def cut_at_stops(pieces: Iterator[str], stops: Sequence[str]) -> Iterator[str]:
    """`pieces` up to the first of `stops`, which is left out even where it spans pieces."""
    held, longest = "", max(map(len, stops), default=0)
    for piece in pieces:
        held += piece
        found = [held.index(stop) for stop in stops if stop in held]
        if found:
            held = held[: min(found)]
            break
        safe = len(held) - longest + 1 if longest else len(held)
        if safe > 0:
            yield held[:safe]
            held = held[safe:]
    if held:
        yield held
