"""Embeddings by a server, of the very model that embeds here: checked by their vectors before the first one is used."""

import logging
import threading
from collections.abc import Sequence
from functools import partial
from typing import Protocol

import numpy as np
from langchain_core.embeddings import Embeddings

from rag.errors import ModelUnavailable
from rag.models.elsewhere.client import ModelServer
from rag.models.elsewhere.wording import openai

log = logging.getLogger(__name__)

ALIKE = 0.999
"""Cosine at least of the two vectors of a text. Between engines .999999 was measured, in bfloat16 .9998."""

_PROBES = (
    "Photosynthesis turns light into chemical energy.",
    "When was the treaty signed, and by whom?",
    "Die Änderung der inneren Energie ist ΔU = Q − W.",
    "The mitochondrion is the powerhouse of the cell. " * 60,
)
"""Texts that are embedded by both; the last is longer than the models take."""


class CuttingEmbeddings(Protocol):
    """Embeddings of this computer that say how much of a text they read."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a text."""
        ...

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        ...

    def cut(self, text: str) -> str:
        """As much of the beginning of a text as is embedded."""
        ...


class ServerEmbeddings(Embeddings):
    """`local` are those of the same model here: the server must give the same vectors, or is refused. With `fallback`
    they also stand in where the server fails."""

    def __init__(self, server: ModelServer, local: CuttingEmbeddings, fallback: bool) -> None:
        self._server = server
        self._local = local
        self._fallback = fallback
        self._lock = threading.Lock()
        self._checked = False

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self._embedded(texts)

    def embed_query(self, text: str) -> list[float]:
        return self._embedded([text])[0]

    def _embedded(self, texts: list[str]) -> list[list[float]]:
        """Raises ModelUnavailable, always where the server has another model: its vectors would be worth nothing."""
        if not texts:
            return []
        try:
            self._check()
            return self._asked([self._local.cut(text) for text in texts])
        except OtherVectors:
            raise
        except ModelUnavailable as error:
            if not self._fallback:
                raise
            log.warning("%s This computer embeds instead.", error)
            return self._local.embed_documents(texts)

    def _check(self) -> None:
        with self._lock:
            if self._checked:
                return
            theirs = np.asarray(self._asked([self._local.cut(text) for text in _PROBES]))
            ours = np.asarray(self._local.embed_documents(list(_PROBES)))
            place = self._server.place
            alike = f"Serve the model of models.embedder, or correct {place.url_setting}."
            if theirs.shape != ours.shape:
                raise OtherVectors(
                    f'The model "{place.model}" at {place.shown} gives {theirs.shape[-1]} numbers a text, the model of '
                    f"this library {ours.shape[-1]}, so they cannot be compared. {alike}"
                )
            least = float(_cosines(theirs, ours).min())
            if not least >= ALIKE:
                raise OtherVectors(
                    f'The model "{place.model}" at {place.shown} gives other vectors than the model of this library '
                    f"(cosine {least:.3f}, and {ALIKE} is needed), so nothing would be found with them. {alike}"
                )
            self._checked = True

    def _asked(self, texts: Sequence[str]) -> list[list[float]]:
        return self._server.asked(partial(_ask, self._server.place.model, list(texts)))


class OtherVectors(ModelUnavailable):
    """A server embeds with another model than the library was made with."""


def _ask(model: str, texts: list[str], client: openai.OpenAI) -> list[list[float]]:
    # As numbers: the client would ask for base 64, which not every server knows.
    said = client.embeddings.create(model=model, input=texts, encoding_format="float")
    rows = [list(row.embedding) for row in sorted(said.data, key=lambda row: row.index)]
    if len(rows) != len(texts) or len({len(row) for row in rows}) != 1 or not rows[0]:
        raise ValueError(
            f"{len(texts)} texts were sent, and {len(rows)} vectors came, or of different lengths"
        )
    return rows


def _cosines(some: np.ndarray, others: np.ndarray) -> np.ndarray:
    norms = np.linalg.norm(some, axis=1) * np.linalg.norm(others, axis=1)
    cosines: np.ndarray = (some * others).sum(axis=1) / np.maximum(norms, 1e-12)
    return cosines
