"""The chooser on CTranslate2: how well units would serve in an answer of some length, all in one go."""

import threading
from collections.abc import Sequence
from pathlib import Path

import ctranslate2
import numpy as np
from tokenizers import Tokenizer

from rag.models.choosing.adapter import ADAPTER, learned
from rag.models.choosing.engine import chooser_folder
from rag.models.choosing.form import Form
from rag.models.weights.packaged import EMBEDDER, packaged_path
from rag.models.weights.threads import threads

_BATCH = 16  # pairs of like length that go through the encoder together


class Chooser:
    """Scores units for a question. Safe to call from several threads; one computes at a time."""

    def __init__(self, adapter: Path = ADAPTER, encoder: Path | None = None) -> None:
        base = encoder or packaged_path(*EMBEDDER)
        tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._form = Form(tokenizer)
        known = learned(adapter)
        self._head, self._bias = known.head, known.bias
        self._encoder = ctranslate2.Encoder(
            str(chooser_folder(base, adapter)), device="cpu", intra_threads=threads()
        )
        self._lock = threading.Lock()

    def odds(self, question: str, units: Sequence[tuple[Sequence[str], str]]) -> list[float]:
        """The log-odds that each unit, (context, words), belongs in the answer to `question`; in their order."""
        pairs = [self._form.pair(question, context, text) for context, text in units]
        order = sorted(range(len(pairs)), key=lambda index: len(pairs[index].ids))
        found = [0.0] * len(pairs)
        for start in range(0, len(order), _BATCH):
            some = order[start : start + _BATCH]
            with self._lock:
                output = self._encoder.forward_batch(
                    [pairs[index].ids for index in some],
                    token_type_ids=[pairs[index].types for index in some],
                )
                states = np.array(output.last_hidden_state)
            for row, index in enumerate(some):
                own = states[row, : len(pairs[index].ids)]
                found[index] = float((own.mean(axis=0) + own[0]) / 2 @ self._head) + self._bias
        return found
