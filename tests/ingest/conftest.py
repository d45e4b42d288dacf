"""A library to read into, with tiny fake embeddings."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.pipeline import Ingester
from rag.models.embedding.embedder import Embedder
from rag.settings import Ingestion, Settings
from rag.store.library import Library
from tests.fakes import FakeEmbeddings

SETTINGS = Settings(ingestion=Ingestion(chunk_tokens=32))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library.open(tmp_path / "library")
    yield library
    library.close()


@pytest.fixture
def ingester(library: Library) -> Iterator[Ingester]:
    with Ingester(library, Embedder(FakeEmbeddings()), SETTINGS) as ingester:
        yield ingester
