"""Many texts embedded in batches of like length, with progress and a stop."""

from collections.abc import Callable, Sequence

import numpy as np

from ingest.reading import Stopped
from rag.models.embedding.embedder import Embedder


def embed(
    texts: Sequence[str],
    embedder: Embedder,
    batch: int,
    progress: Callable[[float], None],
    stop: Callable[[], bool] = lambda: False,
) -> np.ndarray:
    """(len(texts), d) float32 unit rows. Embedded in order of length, so that a batch pads little.

    Long texts take longer and come last, so `progress` is told the share of the characters, in [0, 1]. Raises Stopped
    between two batches.
    """
    order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
    characters, done = sum(map(len, texts)) or 1, 0
    vectors = np.zeros((len(texts), embedder.dimension), dtype=np.float32)
    for first in range(0, len(order), batch):
        if stop():
            raise Stopped
        progress(done / characters)
        chosen = order[first : first + batch]
        done += sum(len(texts[index]) for index in chosen)
        vectors[chosen] = embedder.encode([texts[index] for index in chosen])
    progress(1.0)
    if stop():
        raise Stopped
    return vectors
