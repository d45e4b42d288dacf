"""An embedder whose texts are embedded in a process of its own, with the same model."""

import base64
from types import TracebackType

import numpy as np
from langchain_core.embeddings import Embeddings

from rag.common.child import Child, TooLong
from rag.errors import ModelUnavailable, UnreadableFile
from rag.models.embedding.embedder import Embedder
from rag.settings import Models

_SECONDS = 300.0
"""For one request, a few texts: many times as long as a slow computer needs, the loading of the model included."""
_MEGABYTES = 8192
_LASTS = 5000  # requests; then the process is begun anew
_TRIES = 2


class RemoteEmbeddings(Embeddings):
    """LangChain embeddings that a child process makes. Not to be used from two threads at once; close it."""

    def __init__(
        self, models: Models, module: str = "ingest.team.embedding_child", threads: int | None = None
    ) -> None:
        """`threads` is how many the process computes with, None for one a core."""
        self._models = models.model_dump_json()
        self._child = Child(module, _LASTS, threads)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """A row for each text. A process that was ended is begun anew, once; then UnreadableFile is raised, so that
        the file at hand is told of and the others go on."""
        ended = ""
        for _ in range(_TRIES):
            try:
                request = {"models": self._models, "texts": texts}
                answer = self._child.ask(request, _SECONDS, _MEGABYTES)
            except TooLong:
                ended = f" (it took more than {_SECONDS:.0f} seconds)"
                continue
            if "error" in answer:
                raise ModelUnavailable(answer["error"])
            if "vectors" in answer:
                return _rows(answer["vectors"], answer["dimension"])
            ended = str(answer.get("died", " (the memory did not suffice)"))
        raise UnreadableFile(
            f"The process that embeds it ended twice{ended}. Read it again, with fewer workers (--workers)."
        )

    def embed_query(self, text: str) -> list[float]:
        """Of a text as of a document: files have no questions."""
        return self.embed_documents([text])[0]

    def close(self) -> None:
        """End the process, if there is one."""
        self._child.close()

    def __enter__(self) -> "RemoteEmbeddings":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def like(embedder: Embedder, embeddings: Embeddings) -> Embedder:
    """An embedder with other `embeddings` of the same model: what else is known of the model stays as it is."""
    return Embedder(
        embeddings,
        fingerprint=embedder.fingerprint,
        dimension=embedder.dimension,
        max_tokens=embedder.max_tokens,
        count_tokens=embedder.count_tokens,
    )


def _rows(encoded: str, dimension: int) -> list[list[float]]:
    rows = np.frombuffer(base64.b64decode(encoded), dtype=np.float32).reshape(-1, dimension)
    found: list[list[float]] = rows.tolist()
    return found
