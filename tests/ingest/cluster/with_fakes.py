"""`python -m tests.ingest.cluster.with_fakes ARGUMENT...`: the command line with a fake embedder that takes its time,
and ends its process where a text says so ("dies always", or "dies once" while the file that LECTERN_TEST_ONCE names is
not there)."""

import os
import signal
import sys
import time
from pathlib import Path

import ingest.__main__ as command
from rag.models.embedding.embedder import Embedder
from rag.settings import Models
from tests.fakes import FakeEmbeddings


class DeadlyEmbeddings(FakeEmbeddings):
    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        once = Path(os.environ.get("LECTERN_TEST_ONCE", ""))
        text = " ".join(texts)
        if "dies always" in text or ("dies once" in text and not once.exists()):
            once.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(0.01 * len(texts))
        return super().embed_documents(texts)


def fake_embedder(models: Models) -> Embedder:
    return Embedder(DeadlyEmbeddings(), fingerprint="deadly", dimension=64)


if __name__ == "__main__":
    from tests.ingest.cluster import with_fakes  # known to workers by that name, not as what was run

    command.load_embedder = with_fakes.fake_embedder
    sys.exit(command.main(sys.argv[1:]))
