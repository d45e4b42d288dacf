"""What a served model says next, token by token, with its log-probabilities: `/v1/completions` as vLLM has it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from rag.models.elsewhere.client import ModelServer
from rag.models.elsewhere.wording import openai

TOP = 20
"""Log-probabilities of each token, which is what vLLM gives at most where nothing else was set."""

_AT_ONCE = 32  # prompts of a request
_TOKEN = "token_id:"


@dataclass(frozen=True, slots=True)
class NextToken:
    """The likeliest `token`, and the natural log-probabilities of the likeliest ones, its own among them."""

    token: int
    logs: Mapping[int, float]


class NextTokens:
    """Prompts and answers are token ids, so that nothing depends on how a server splits text, or shows half a
    character."""

    def __init__(self, server: ModelServer) -> None:
        self._server = server

    def after(self, prompts: Sequence[Sequence[int]]) -> list[NextToken]:
        """What comes next after each prompt. Many prompts are sent side by side, each request with up to 32, which the
        server reads together."""
        groups = [prompts[first : first + _AT_ONCE] for first in range(0, len(prompts), _AT_ONCE)]
        found = self._server.all_asked([partial(self._ask, group, 1) for group in groups])
        return [row[0] for rows in found for row in rows]

    def going_on(self, prompt: Sequence[int], most: int) -> list[NextToken]:
        """What the model says after the prompt: at most `most` tokens, fewer where it ends."""
        return self._server.asked(partial(self._ask, [prompt], most))[0]

    def logs(self, prompt: Sequence[int], tokens: Sequence[int], known: NextToken) -> list[float]:
        """The log-probability of each of `tokens` after the prompt. Those that are not among the likeliest ones, which
        are `known`, are asked for one by one."""
        missing = [token for token in tokens if token not in known.logs]
        asked = self._server.all_asked(
            [partial(self._ask, [prompt], 1, allowed=(token,)) for token in missing]
        )
        found = {token: rows[0][0].logs[token] for token, rows in zip(missing, asked, strict=True)}
        return [known.logs[token] if token in known.logs else found[token] for token in tokens]

    def likeliest(self, prompt: Sequence[int], tokens: Sequence[int]) -> NextToken:
        """The likeliest of `tokens` after the prompt, however unlikely it is among all."""
        return self._server.asked(partial(self._ask, [prompt], 1, allowed=tokens))[0][0]

    def _ask(
        self,
        prompts: Sequence[Sequence[int]],
        most: int,
        client: openai.OpenAI,
        allowed: Sequence[int] = (),
    ) -> list[list[NextToken]]:
        """Of each prompt what comes next; with `allowed` nothing but these tokens."""
        extra: dict[str, object] = {"return_tokens_as_token_ids": True, "add_special_tokens": False}
        if allowed:
            extra["allowed_token_ids"] = list(allowed)
        said = client.completions.create(
            model=self._server.place.model,
            prompt=[list(prompt) for prompt in prompts],
            max_tokens=most,
            temperature=0,
            logprobs=TOP,
            extra_body=extra,
        )
        choices = sorted(said.choices, key=lambda choice: choice.index)
        if len(choices) != len(prompts):
            raise ValueError(f"{len(prompts)} prompts were sent, {len(choices)} answers came")
        return [_next_tokens(choice.logprobs, least=1 if most == 1 else 0) for choice in choices]


def _next_tokens(logprobs: Any, least: int) -> list[NextToken]:
    """Raises ValueError, TypeError or AttributeError where it is something else, or fewer than `least` tokens."""
    rows = [
        NextToken(_id(token), {_id(other): float(log) for other, log in {**top, token: own}.items()})
        for token, own, top in zip(
            logprobs.tokens, logprobs.token_logprobs, logprobs.top_logprobs, strict=True
        )
    ]
    if len(rows) < least:
        raise ValueError("it says nothing of what comes next")
    return rows


def _id(token: str) -> int:
    if not token.startswith(_TOKEN):
        raise ValueError(
            "it does not tell tokens by their numbers (return_tokens_as_token_ids), as vLLM does"
        )
    return int(token.removeprefix(_TOKEN))
