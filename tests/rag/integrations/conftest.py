"""A library of two collections, and an assistant with fake vectors and without a language model."""

import hashlib

import pytest

from rag.assistant import Assistant
from rag.models.embedding.embedder import Embedder
from rag.settings import Settings
from rag.store.library import Library, NewDocument, chunk_id
from rag.values import Chunk, Page
from tests.fakes import FakeEmbeddings

CATS = "Contents.\n\nCats sleep long in the sun."
DOGS = "Dogs run far across the field. They were painted in 1650."
CATS_START = CATS.index("Cats")


def add(library: Library, collection: str, name: str, page: str, start: int = 0) -> None:
    """A document of one page, whose words from `start` on are its one chunk."""
    embedder, text = Embedder(FakeEmbeddings()), page[start:]
    sha = hashlib.sha256(page.encode()).hexdigest()
    chunk = Chunk(chunk_id(sha, 1, start, text), 1, start, len(page), text)
    new = NewDocument(collection, name, name, sha, "text/plain", len(page))
    library.add_document(new, [Page(1, page)], [chunk], embedder.encode([text]), embedder.fingerprint, None)


@pytest.fixture
def assistant(library) -> Assistant:
    add(library, "Cats", "cats.txt", CATS, CATS_START)
    add(library, "Dogs", "dogs.txt", DOGS)
    settings = Settings().changed("answering.threshold", 0.0)
    return Assistant(library, Embedder(FakeEmbeddings()), None, settings)
