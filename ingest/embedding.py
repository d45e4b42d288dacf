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
    known: Callable[[str], np.ndarray | None] = lambda text: None,
) -> np.ndarray:
    """(len(texts), d) float32 unit rows. Embedded in order of length, so that a batch pads little; those that are
    `known` are not embedded again.

    Long texts take longer and come last, so `progress` is told the share of the characters, in [0, 1]. Raises Stopped
    between two batches.
    """
    vectors = np.zeros((len(texts), embedder.dimension), dtype=np.float32)
    order = []
    for index in sorted(range(len(texts)), key=lambda index: len(texts[index])):
        vector = known(texts[index])
        if vector is not None and len(vector) == embedder.dimension:
            vectors[index] = vector
        else:
            order.append(index)
    characters, done = sum(len(texts[index]) for index in order) or 1, 0
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
