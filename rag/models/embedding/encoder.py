"""What evidence and check need of an embedder, and a memory around it."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

_KEPT = 8192
"""Vectors kept of each kind: 12 MB at 384 dimensions, the sentences of some hundred pages."""

_Vectors = OrderedDict[str, NDArray[np.float32]]


class Encoder(Protocol):
    """Unit vectors. Many models embed questions and documents each in their own way: compare a question by
    `encode_query` with documents by `encode`, and texts of one kind with each other by `encode`."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Documents, sentences or headings: shape (len(texts), dimension)."""
        ...

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """A question: shape (dimension,)."""
        ...


class Remembering:
    """An encoder that keeps the vectors of the `kept` texts used last, of questions and documents apart. May be
    used from many threads.

    A student's next question is mostly about the same pages as the last, and encoding their sentences is
    most of the time that evidence takes.
    """

    def __init__(self, encoder: Encoder, kept: int = _KEPT) -> None:
        self._encoder = encoder
        self._kept = kept
        self._documents: _Vectors = OrderedDict()
        self._queries: _Vectors = OrderedDict()
        self._lock = threading.Lock()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), dimension), in the order of `texts`."""
        if not texts:
            return self._encoder.encode(texts)
        with self._lock:
            missing = [text for text in dict.fromkeys(texts) if text not in self._documents]
            if missing:
                # Copies: a row that is left of a batch would keep all of it in memory.
                made = (row.copy() for row in self._encoder.encode(missing))
                self._documents.update(zip(missing, made, strict=True))
            rows = np.stack([self._documents[text] for text in texts])
            self._used(self._documents, texts)
        return rows

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Shape (dimension,)."""
        with self._lock:
            if text not in self._queries:
                self._queries[text] = self._encoder.encode_query(text)
            row = self._queries[text]
            self._used(self._queries, [text])
        return row

    def _used(self, known: _Vectors, texts: Sequence[str]) -> None:
        for text in texts:
            known.move_to_end(text)
        while len(known) > self._kept:
            known.popitem(last=False)
