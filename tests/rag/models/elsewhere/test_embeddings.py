"""Embeddings by a server, beside the same model here."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest

from rag.errors import ModelUnavailable
from rag.models.elsewhere.client import ModelServer
from rag.models.elsewhere.embeddings import OtherVectors, ServerEmbeddings
from rag.settings import Patience, ServedModel
from tests.rag.models.elsewhere.faulty import faulty
from tests.rag.models.elsewhere.served import serving


class Hashed:
    """A vector for each text, of its first 40 characters; here and on the server."""

    def __init__(self, size: int = 8, seed: int = 0, turned: float = 0.0) -> None:
        self.size, self.seed, self.turned = size, seed, turned
        self.embedded: list[str] = []

    def cut(self, text):
        return text[:40]

    def embed_documents(self, texts):
        self.embedded += texts
        return [self._row(text) for text in texts]

    def embed_query(self, text):
        return self._row(text)

    def encode(self, texts, show_progress_bar=False):
        """As sentence-transformers have it; it reads all that it is sent."""
        return np.asarray([self._row(text, whole=True) for text in texts])

    def _row(self, text, whole=False):
        read = text if whole else self.cut(text)
        numbers = np.random.default_rng([self.seed, *read.encode()])
        row = numbers.normal(size=self.size)
        return list(row / np.linalg.norm(row) + self.turned * numbers.normal(size=self.size))


@contextmanager
def by_server(server: Hashed, fallback: bool = False) -> Iterator[tuple[ServerEmbeddings, Hashed]]:
    local = Hashed()
    with serving({"m": server}) as url:
        yield embeddings(url, local, fallback), local


def embeddings(url: str, local: Hashed, fallback: bool = False, **patience) -> ServerEmbeddings:
    place = ServedModel(url, "m", "LECTERN_EMBEDDER_URL", "LECTERN_EMBEDDER_MODEL")
    return ServerEmbeddings(ModelServer(place, Patience(retries=0, **patience)), local, fallback)


def test_the_vectors_are_those_of_the_model_here_whatever_the_length():
    with by_server(Hashed()) as (served, local):
        texts = ["One.", "A text of more than forty characters, of which the rest is not read."]
        assert served.embed_documents(texts) == pytest.approx(np.asarray(local.embed_documents(texts)))
        assert served.embed_query("One.") == pytest.approx(local.embed_query("One."))
        assert served.embed_documents([]) == []


def test_they_are_compared_once():
    with by_server(Hashed()) as (served, local):
        for _ in range(2):
            served.embed_documents(["One."])
        assert len(local.embedded) == 4 and "One." not in local.embedded


@pytest.mark.parametrize("fallback", [False, True])
@pytest.mark.parametrize(
    ("other", "said"),
    [
        (Hashed(seed=1), r"other vectors .*\(cosine -?0\.\d+, and 0.999 is needed\).*LECTERN_EMBEDDER_URL"),
        (Hashed(turned=0.05), r"other vectors .*\(cosine 0.9"),
        (Hashed(size=9), "gives 9 numbers a text, the model of this library 8"),
    ],
)
def test_another_model_is_refused_each_time_even_where_this_computer_could_stand_in(other, said, fallback):
    with by_server(other, fallback) as (served, _):
        for _ in range(2):
            with pytest.raises(OtherVectors, match=said):
                served.embed_documents(["One."])


def test_this_computer_stands_in_for_a_server_that_fails_if_wanted():
    with faulty(*["500"] * 4) as does:
        with pytest.raises(ModelUnavailable):
            embeddings(does.url, Hashed()).embed_query("One.")
        local = Hashed()
        stands_in = embeddings(does.url, local, fallback=True, failures=2)
        for _ in range(3):
            assert stands_in.embed_query("One.") == local.embed_query("One.")
        assert does.asked == 1 + 2  # then it is left alone


def test_vectors_that_are_missing_are_no_answer():
    with faulty("other") as does, pytest.raises(ModelUnavailable, match="answered with an error"):
        embeddings(does.url, Hashed()).embed_query("One.")
