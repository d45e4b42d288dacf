"""`python -m tests.ingest.team.fake_child`: embeds with the fake, and dies where a text says so ("dies always", or
"dies once" while the file that LECTERN_TEST_ONCE names is not there)."""

import base64
import os
from pathlib import Path
from typing import Any

import numpy as np

from rag.common.serving import Told, serve
from tests.fakes import FakeEmbeddings


def _answered(request: dict[str, Any], _tell: Told) -> dict[str, Any]:
    text = " ".join(request["texts"])
    if "dies always" in text:
        os._exit(9)
    once = Path(os.environ.get("LECTERN_TEST_ONCE", ""))
    if "dies once" in text and not once.exists():
        once.touch()
        os._exit(9)
    vectors = np.asarray(FakeEmbeddings().embed_documents(request["texts"]), dtype=np.float32)
    return {"vectors": base64.b64encode(vectors.tobytes()).decode(), "dimension": vectors.shape[1]}


if __name__ == "__main__":
    serve(_answered)
