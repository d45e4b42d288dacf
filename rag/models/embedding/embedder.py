"""The embedder: any LangChain `Embeddings`, with what the library must know of it."""

import re
import threading
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from langchain_core.embeddings import Embeddings

from rag.common.interruption import check
from rag.errors import ModelUnavailable
from rag.models.weights.packaged import EMBEDDER, packaged_path
from rag.settings import Models, Patience, ServedModel, elsewhere, provider_of

if TYPE_CHECKING:
    from rag.models.elsewhere.embeddings import CuttingEmbeddings
    from rag.models.embedding.compiled import CompiledEmbeddings
    from rag.models.embedding.sentence_embeddings import SentenceEmbeddings

_BATCH, _SERVED_BATCH = 16, 64
_ON_CPU = ("auto", "cpu")
"""Devices for which the embedded model is on CTranslate2: it is small, and as quick there as students need it."""
_PROBE = "How long is a vector?"
_WORD = re.compile(r"\w+|[^\w\s]")


class Embedder:
    """Turns texts into unit vectors. Safe to call from several threads; one encodes at a time.

    `max_tokens` is the most that one text may have, special tokens included: the rest is cut off.
    `fingerprint` says which model made a vector: vectors of different fingerprints do not compare.
    Whatever is not given is found out from the embeddings themselves: the dimension from a probe, the
    fingerprint from their class, model name and dimension. Tokens are then estimated: as many as there are
    words and marks, or one for each four bytes, whichever is more. `batch` texts are given to the model at once.
    """

    def __init__(
        self,
        embeddings: Embeddings,
        fingerprint: str | None = None,
        dimension: int | None = None,
        max_tokens: int = 256,
        count_tokens: Callable[[str], int] | None = None,
        batch: int = _BATCH,
    ) -> None:
        self.embeddings = embeddings
        self.max_tokens = max_tokens
        self._fingerprint = fingerprint
        self._dimension = dimension
        self._counter = count_tokens or _estimated_tokens
        self._batch = batch
        self._lock = threading.RLock()

    @cached_property
    def dimension(self) -> int:
        """How long each vector is."""
        if self._dimension:
            return self._dimension
        with self._lock:
            return len(self.embeddings.embed_documents([_PROBE])[0])

    @cached_property
    def fingerprint(self) -> str:
        """Which model this is: the same on every machine and with every kind of number."""
        if self._fingerprint:
            return self._fingerprint
        model = getattr(self.embeddings, "model", None) or getattr(self.embeddings, "model_name", "")
        return f"{type(self.embeddings).__name__}-{model if isinstance(model, str) else ''}-{self.dimension}"

    def count_tokens(self, text: str) -> int:
        """How many tokens `text` has, without the special ones that the model adds."""
        return self._counter(text)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """(n, dimension) float32 unit rows of documents, in the order of `texts`; a zero vector stays zero.

        Texts of like length go through the model together, so that little is padded.
        """
        rows = np.zeros((len(texts), self.dimension if not texts else 0), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        with self._lock:
            for first in range(0, len(order), self._batch):
                check()
                batch = order[first : first + self._batch]
                found = np.asarray(
                    self.embeddings.embed_documents([texts[index] for index in batch]), dtype=np.float32
                )
                if not rows.shape[1]:
                    rows = np.zeros((len(texts), found.shape[1]), dtype=np.float32)
                rows[batch] = found
        return _unit(rows)

    def encode_query(self, text: str) -> np.ndarray:
        """(dimension,) float32 unit vector of a question, which many models embed in another way than documents.

        It is encoded alone: in a batch its last bits would depend on the texts beside it.
        """
        with self._lock:
            row = np.asarray([self.embeddings.embed_query(text)], dtype=np.float32)
        vector: np.ndarray = _unit(row)[0]
        return vector


def load_embedder(models: Models) -> Embedder:
    """The embedder of the settings; ModelUnavailable, with the remedy, where it cannot be loaded."""
    if provider_of(models.embedder):
        return _from_provider(models.embedder)
    local, served = _on_this_machine(models), elsewhere()
    return Embedder(
        local if served.embedder is None else _on_server(served.embedder, served.patience, local),
        fingerprint=local.fingerprint(
            "all-MiniLM-L6-v2" if models.embedder == "embedded" else models.embedder
        ),
        dimension=local.dimension,
        max_tokens=local.max_tokens,
        count_tokens=local.count_tokens,
        batch=_BATCH if served.embedder is None else _SERVED_BATCH,
    )


def _from_provider(name: str) -> Embedder:
    """The embedder "provider:model". Nothing is sent yet; its fingerprint is its name, and its tokens are estimated."""
    # Imported late: `langchain` is an extra.
    from rag.models.providers import embeddings

    return Embedder(embeddings(name), fingerprint=name)


def _on_server(place: ServedModel, patience: Patience, local: "CuttingEmbeddings") -> Embeddings:
    """The model of `local` on a server, whose vectors are the same. Nothing is sent yet."""
    # Imported late: the client of servers is an extra.
    from rag.models.elsewhere.client import ModelServer
    from rag.models.elsewhere.embeddings import ServerEmbeddings

    return ServerEmbeddings(ModelServer(place, patience), local, patience.fallback)


def _on_this_machine(models: Models) -> "CompiledEmbeddings | SentenceEmbeddings":
    embedded = models.embedder == "embedded"
    name = str(packaged_path(*EMBEDDER)) if embedded else models.embedder
    try:
        if embedded and models.device in _ON_CPU:
            return _embedded(Path(name))
        return _by_torch(name, models.device)
    except (OSError, ValueError, ImportError, RuntimeError) as error:
        raise ModelUnavailable(
            f'The embedder "{models.embedder}" cannot be loaded: {_first_line(error)} '
            'Set models.embedder to "embedded", to the folder of a sentence-transformers model, to a '
            "Hugging Face name that is in the local cache (the first download needs a connection and "
            'HF_HUB_OFFLINE=0), or to "provider:model", a model of a LangChain provider.'
        ) from error


def _embedded(folder: Path) -> "CompiledEmbeddings":
    # Imported late, as below: many commands need no model.
    from rag.models.embedding.compiled import CompiledEmbeddings

    return CompiledEmbeddings(folder)


def _by_torch(name: str, device: str) -> "SentenceEmbeddings":
    # Imported late: torch takes seconds.
    from rag.models.embedding.sentence_embeddings import SentenceEmbeddings

    return SentenceEmbeddings(name, device)


def _unit(rows: np.ndarray) -> np.ndarray:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: np.ndarray = rows / np.maximum(norms, 1e-12)
    return unit


def _estimated_tokens(text: str) -> int:
    # Four bytes: of English about a short word, of Chinese, which has no spaces, hardly more than a character.
    return max(len(_WORD.findall(text)), len(text.encode()) // 4)


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".") + "."
