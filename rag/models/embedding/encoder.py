"""What evidence and check need of an embedder, and a memory around it."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

_KEPT = 8192
"""Vectors kept: 12 MB at 384 dimensions, the sentences of some hundred pages."""


class Encoder(Protocol):
    """Unit vectors, one row a text."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), dimension)."""
        ...


class Remembering:
    """An encoder that keeps the vectors of the `kept` texts used last. May be used from many threads.

    A student's next question is mostly about the same pages as the last, and encoding their sentences is
    most of the time that evidence takes.
    """

    def __init__(self, encoder: Encoder, kept: int = _KEPT) -> None:
        self._encoder = encoder
        self._kept = kept
        self._known: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), dimension), in the order of `texts`."""
        if not texts:
            return self._encoder.encode(texts)
        with self._lock:
            missing = [text for text in dict.fromkeys(texts) if text not in self._known]
            if missing:
                self._known.update(zip(missing, self._encoder.encode(missing), strict=True))
            rows = np.stack([self._known[text] for text in texts])
            for text in texts:
                self._known.move_to_end(text)
            while len(self._known) > self._kept:
                self._known.popitem(last=False)
        return rows
