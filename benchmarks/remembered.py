"""An embedder that remembers the vectors of documents, on disk, so that fitting again costs little encoding."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from rag.models.embedding.embedder import Embedder
from rag.settings import cache_folder


class Remembered(Embedder):
    """`embedder`, with its vectors of documents kept in the cache folder by fingerprint; `save` writes them.
    Questions, of which there are few, are encoded anew."""

    def __init__(self, embedder: Embedder) -> None:
        super().__init__(
            embedder.embeddings,
            embedder.fingerprint,
            embedder.dimension,
            embedder.max_tokens,
            embedder.count_tokens,
        )
        self._embedder = embedder
        self._path: Path = cache_folder() / "remembered" / f"{embedder.fingerprint}.npz"
        self._known: dict[str, np.ndarray] = {}
        if self._path.exists():
            with np.load(self._path, allow_pickle=False) as stored:
                self._known = dict(zip(stored["texts"].tolist(), stored["vectors"], strict=True))

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        missing = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(missing, self._embedder.encode(missing), strict=True))
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return np.vstack([self._known[text] for text in texts])

    def save(self) -> None:
        """Keep what was encoded so far."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(
            self._path,
            texts=np.array(list(self._known)),
            vectors=np.vstack(list(self._known.values())).astype(np.float32),
        )
