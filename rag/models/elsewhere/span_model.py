"""The judge and the reader on a server: the same questions to the same taught model, and the same rules for what it may
say, as in `rag/models/span/span_model.py`; only the log-probabilities come from afar."""

import math
from collections.abc import Sequence

from tokenizers import Tokenizer

from rag.common.probability import sigmoid
from rag.errors import ModelUnavailable
from rag.models.elsewhere.client import ModelServer
from rag.models.elsewhere.next_tokens import NextToken, NextTokens
from rag.models.span.form import CLOSE, NONE, OPEN, ScoredSpan
from rag.models.span.walk import Walk
from rag.settings import ServedModel

_AHEAD = 16  # tokens of a request: most short answers have fewer
_TAUGHT = 0.5  # of the probability at least, for what a taught model was taught to say


class ServerSpanModel:
    """`tokenizer` is that of the taught model, `end` its token that ends a reply. Safe to use from many threads.

    Raises ModelUnavailable, also where the server has another model under that name.
    """

    def __init__(self, server: ModelServer, tokenizer: Tokenizer, end: int) -> None:
        self._place = server.place
        self._next = NextTokens(server)
        self._tokenizer = tokenizer
        self._end = end
        (self._none,) = self._ids(NONE)
        (self._open,) = self._ids(OPEN)
        (self._close,) = self._ids(CLOSE)
        self._known = False

    @property
    def place(self) -> ServedModel:
        """Which model it is, and where."""
        return self._place

    def p_none(self, prompts: Sequence[str]) -> tuple[float, ...]:
        """After each prompt the probability in [0, 1] that there is no answer: of "none" against that of any
        sentence."""
        rows = [self._ids(prompt) for prompt in prompts]
        if not rows:
            return ()
        pairs = [
            self._next.logs(row, (self._none, self._open), known)
            for row, known in zip(rows, self._next.after(rows), strict=True)
        ]
        self._check_taught([math.exp(none) + math.exp(begun) for none, begun in pairs])
        return tuple(sigmoid(none - begun) for none, begun in pairs)

    def best_span(self, prompt: str, sentences: Sequence[str], priors: Sequence[float]) -> ScoredSpan:
        """The likeliest words of `sentences` after `prompt`, greedily; at most 9 sentences, at least 1.

        `priors` in (0, 1] say how probable each sentence is to hold the answer before the model has read
        it; the sentence is chosen by prior times the model's probability (Bayes).
        """
        digits = [self._ids(str(number))[0] for number in range(1, len(sentences) + 1)]
        begun = [*self._ids(prompt), self._open]
        (known,) = self._next.after([begun])
        logs = self._next.logs(begun, digits, known)
        self._check_taught([sum(map(math.exp, logs))])
        scores = [log + math.log(prior) for log, prior in zip(logs, priors, strict=True)]
        sentence = max(range(len(scores)), key=scores.__getitem__)
        chosen = scores[sentence] - _log_sum(scores)
        start, end, words = self._decode([*begun, digits[sentence], self._close], sentences[sentence])
        return ScoredSpan(sentence, start, end, math.exp(chosen + words))

    def _decode(self, begun: list[int], text: str) -> tuple[int, int, float]:
        """Start and end in `text` and the log-probability of the words that go on from `begun`, greedily.

        What the model says by itself is nearly always in the text; where it is not, it is asked anew from there.
        """
        walk, total = Walk(text, self._tokens, self._end), 0.0
        ahead: list[NextToken] = []
        while not walk.done:
            if not ahead:
                ahead = self._next.going_on([*begun, *walk.said], _AHEAD)
            options = walk.options
            following = ahead.pop(0) if ahead else None
            if following is None or not any(option in following.logs for option in options):
                following = self._next.likeliest([*begun, *walk.said], options)
                ahead = []
            logs = following.logs
            best = max((option for option in options if option in logs), key=logs.__getitem__)
            if best != following.token:
                ahead = []
            total += logs[best]
            walk.take(best)
        return *walk.span, total

    def _check_taught(self, shares: Sequence[float]) -> None:
        """Raise ModelUnavailable where the probability of all that a taught model may say is small: the first time that
        it is asked."""
        if self._known:
            return
        if sum(shares) / len(shares) < _TAUGHT:
            raise ModelUnavailable(
                f'The model "{self._place.model}" at {self._place.shown} is not the one that was taught for Lectern: '
                "it says something else. Export it (python -m rag.models.export), serve that folder, or "
                f"correct {self._place.url_setting}."
            )
        self._known = True

    def _ids(self, text: str) -> list[int]:
        return list(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def _tokens(self, texts: Sequence[str]) -> list[tuple[Sequence[int], Sequence[tuple[int, int]]]]:
        found = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [(one.ids, one.offsets) for one in found]


def _log_sum(values: Sequence[float]) -> float:
    """The logarithm of the sum of e to each of the values."""
    most = max(values)
    return most + math.log(sum(math.exp(value - most) for value in values))
