"""`python -m tests.ingest.slow_ingest LIBRARY FOLDER`, or `LIBRARY --reread`: the command line with a fake embedder
that takes its time."""

import sys
import time

import ingest.__main__ as command
from rag.models.embedding.embedder import Embedder
from rag.settings import Models
from tests.fakes import FakeEmbeddings


class SlowEmbeddings(FakeEmbeddings):
    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        time.sleep(0.005 * len(texts))
        return super().embed_documents(texts)


def fake_embedder(models: Models) -> Embedder:
    sys.stderr.write("started\n")
    sys.stderr.flush()
    return Embedder(SlowEmbeddings(), fingerprint="slow", dimension=64)


if __name__ == "__main__":
    command.load_embedder = fake_embedder
    sys.exit(command.main(["--library", sys.argv[1], sys.argv[2]]))
