"""The process that embeds for a worker: `python -m ingest.team.embedding_child`, driven by `ingest.team.remote`.

A request is {"models", "texts"}: the settings of the models as JSON, and what is to be embedded. It answers {"vectors",
"dimension"}: float32 numbers, in base 64, of as many rows as there are texts; or {"error"}.
"""

import base64
from functools import lru_cache
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings

from rag.common.serving import Told, serve
from rag.errors import ModelUnavailable
from rag.models.embedding.embedder import load_embedder
from rag.settings import Models


@lru_cache(maxsize=1)
def _embeddings(models: str) -> Embeddings:
    return load_embedder(Models.model_validate_json(models)).embeddings


def _answered(request: dict[str, Any], _tell: Told) -> dict[str, Any]:
    try:
        rows = _embeddings(request["models"]).embed_documents(request["texts"])
    except ModelUnavailable as error:
        return {"error": str(error)}
    vectors = np.asarray(rows, dtype=np.float32)
    return {"vectors": base64.b64encode(vectors.tobytes()).decode(), "dimension": vectors.shape[1]}


if __name__ == "__main__":
    serve(_answered)
