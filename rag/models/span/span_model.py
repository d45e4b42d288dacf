"""Decoding that cannot invent: a causal model that may only say what stands in given texts.

The model was taught to answer " [2] the words" or " none" (see `training/`). It is asked for the
probability of "none", for the sentence's number, and then for a run of words of that sentence: at every
step only tokens are allowed that go on in the sentence, so the answer is always there verbatim.
"""

import math
import threading
from collections.abc import Sequence
from typing import Any

import torch

from rag.common.probability import sigmoid
from rag.models.interruptible import make_interruptible
from rag.models.span.form import CLOSE, NONE, OPEN, ScoredSpan
from rag.models.span.packed import Packed, packs
from rag.models.span.prefix_cache import PrefixCache
from rag.models.span.walk import Walk

# A few tokens cost hardly more than one, and once a span has begun, the sentence says how it goes on.
_AHEAD = 6


class SpanModel:
    """A transformers causal model and its tokenizer; one question at a time."""

    def __init__(self, model: Any, tokenizer: Any) -> None:
        make_interruptible(model)
        self._plain = model
        self._model = PrefixCache(model)
        self._tokenizer = tokenizer
        self._lock = threading.Lock()
        (self._none,) = self._ids(NONE)
        (self._open,) = self._ids(OPEN)
        (self._close,) = self._ids(CLOSE)

    def best_span(self, prompt: str, sentences: Sequence[str], priors: Sequence[float]) -> ScoredSpan:
        """The likeliest words of `sentences` after `prompt`, greedily; at most 9 sentences, at least 1.

        `priors` in (0, 1] say how probable each sentence is to hold the answer before the model has read
        it; the sentence is chosen by prior times the model's probability (Bayes).
        """
        digits = [self._ids(str(number))[0] for number in range(1, len(sentences) + 1)]
        prior = torch.tensor(priors).log()
        begun = [*self._ids(prompt), self._open]
        with self._lock, torch.inference_mode():
            likely = int(prior.argmax())
            rows = self._model.logits([*begun, digits[likely], self._close], last=3).cpu()
            chosen = torch.log_softmax(torch.log_softmax(rows[0, digits], dim=-1) + prior, dim=-1)
            sentence = int(chosen.argmax())
            begun += [digits[sentence], self._close]
            first = rows[-1] if sentence == likely else self._model.logits(begun)[-1].cpu()
            start, end, log_probability = self._decode(begun, first, sentences[sentence])
        log_probability += float(chosen[sentence])
        return ScoredSpan(sentence, start, end, math.exp(log_probability))

    def p_none(self, prompts: Sequence[str]) -> tuple[float, ...]:
        """After each prompt the probability in [0, 1] that there is no answer: of "none" against that of any
        sentence. They are read as one, what they begin with once: a third fewer tokens than in a padded batch."""
        return tuple(
            odds
            for packed in packs([self._ids(prompt) for prompt in prompts])
            for odds in self._p_none(packed)
        )

    def _p_none(self, packed: Packed) -> tuple[float, ...]:
        device = self._plain.device
        with self._lock, torch.inference_mode():
            last = self._plain(
                packed.ids.to(device),
                attention_mask=packed.mask.to(device),
                position_ids=packed.positions.to(device),
                use_cache=False,
                logits_to_keep=packed.ends.to(device),
            ).logits[0]
            odds = (last[:, self._none].float() - last[:, self._open].float()).tolist()
        return tuple(map(sigmoid, odds))

    def _decode(self, begun: list[int], first: torch.Tensor, text: str) -> tuple[int, int, float]:
        """Start and end in `text` and the log-probability of the words that go on from `begun`, greedily.

        `first` are the logits (vocabulary,) that follow `begun`.
        """
        walk, total = Walk(text, self._tokens, self._end), 0.0
        ahead, guess = [first], list(walk.said)  # logits that follow `said` and each further token of `guess`
        while not walk.done:
            said = walk.said
            if not ahead or guess[: len(said)] != said:
                guess = said + walk.ahead(_AHEAD)
                ahead = list(self._model.logits(begun + guess, last=len(guess) - len(said) + 1).cpu())
            options = walk.options
            scores = torch.log_softmax(ahead.pop(0), dim=-1)[options]
            total += float(scores.max())
            walk.take(options[int(scores.argmax())])
        return *walk.span, total

    @property
    def _end(self) -> int:
        return int(self._tokenizer.eos_token_id)

    def _ids(self, text: str) -> list[int]:
        return list(self._tokenizer.encode(text, add_special_tokens=False))

    def _tokens(self, texts: Sequence[str]) -> list[tuple[Sequence[int], Sequence[tuple[int, int]]]]:
        batch = self._tokenizer(list(texts), add_special_tokens=False, return_offsets_mapping=True)
        return list(zip(batch["input_ids"], batch["offset_mapping"], strict=True))
