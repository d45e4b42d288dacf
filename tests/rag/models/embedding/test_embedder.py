from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from langchain_core.embeddings import Embeddings

from rag.errors import ModelUnavailable
from rag.models.embedding.embedder import Embedder, load_embedder
from rag.settings import Models
from tests.fakes import FakeEmbeddings


class LengthEmbeddings(Embeddings):
    """A text of n characters is (n, 0); remembers its batches."""

    def __init__(self):
        self.batches: list[list[str]] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.batches.append(texts)
        return [[float(len(text)), 0.0] for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return [0.0, 2.0]


def test_rows_are_unit_float32_in_the_order_of_the_texts():
    embedder = Embedder(FakeEmbeddings())
    texts = ["a much longer text about cats", "cats", "dogs and cats"]
    rows = embedder.encode(texts)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1, 1])
    for row, text in zip(rows, texts, strict=True):
        assert row == pytest.approx(embedder.encode([text])[0])


def test_no_texts_give_no_rows():
    assert Embedder(FakeEmbeddings()).encode([]).shape == (0, 64)


def test_a_text_without_a_direction_stays_zero():
    assert not Embedder(LengthEmbeddings()).encode([""]).any()


def test_texts_of_like_length_go_together():
    embeddings = LengthEmbeddings()
    Embedder(embeddings).encode(["x" * n for n in range(40, 0, -1)])
    # 40 texts in batches of 16: lengths 1 to 16, 17 to 32, 33 to 40.
    assert [(len(b[0]), len(b[-1])) for b in embeddings.batches] == [(1, 16), (17, 32), (33, 40)]


def test_questions_may_be_embedded_in_their_own_way():
    assert Embedder(LengthEmbeddings()).encode_query("anything") == pytest.approx([0, 1])


def test_what_is_not_given_is_found_out():
    embedder = Embedder(FakeEmbeddings())
    assert embedder.dimension == 64
    assert embedder.fingerprint == "FakeEmbeddings--64"
    assert embedder.count_tokens("One, two; three.") == 6


def test_tokens_are_estimated_by_words_or_by_bytes_whichever_is_more():
    embedder = Embedder(FakeEmbeddings())
    assert embedder.count_tokens("a b c d") == 4  # words; 7 bytes
    assert embedder.count_tokens("internationalisation") == 5  # 20 bytes; one word
    assert embedder.count_tokens("细胞由什么组成没有空格") == 8  # 33 bytes; one word, as there is no space


def test_what_is_given_is_kept():
    embedder = Embedder(FakeEmbeddings(), "mine", 64, 32, len)
    assert (embedder.fingerprint, embedder.max_tokens, embedder.count_tokens("abc")) == ("mine", 32, 3)


@pytest.mark.parametrize(
    ("models", "words"),
    [
        (Models(embedder="/no/such/folder"), 'embedder "/no/such/folder" cannot be loaded'),
        (Models(embedder="nobody/nothing"), "HF_HUB_OFFLINE=0"),
        (Models(device="abacus"), r"device is \"abacus\".*Set it to \"auto\""),
    ],
)
@pytest.mark.models
def test_a_wrong_setting_is_refused_with_the_remedy(models, words):
    with pytest.raises(ModelUnavailable, match=words):
        load_embedder(models)


@pytest.mark.models
def test_the_embedded_model_knows_its_limits(embedder):
    assert (embedder.dimension, embedder.max_tokens) == (384, 256)
    assert embedder.count_tokens("Hello world.") == 3
    assert embedder.count_tokens("word " * 600) == 600
    assert embedder.fingerprint == load_embedder(Models()).fingerprint
    assert embedder.fingerprint.startswith("all-MiniLM-L6-v2-")


@pytest.mark.models
def test_the_embedded_model_puts_like_with_like(embedder):
    cat, kitten, tax = embedder.encode(["The cat sleeps.", "A kitten is napping.", "Taxes rose in May."])
    assert cat @ kitten > 0.5 > cat @ tax


@pytest.mark.models
def test_the_embedded_model_gives_the_same_rows_from_many_threads(embedder):
    texts = [f"Sentence number {n} about learning." for n in range(8)]
    expected = embedder.encode(texts)
    with ThreadPoolExecutor(4) as pool:
        for rows in pool.map(lambda _: embedder.encode(texts), range(8)):
            assert np.abs(rows - expected).max() < 1e-6
