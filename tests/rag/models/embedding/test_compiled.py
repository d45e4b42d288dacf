"""The embedded model on its engine is the same model as under sentence-transformers."""

from pathlib import Path

import numpy as np
import pytest

from rag.models.embedding.compiled import CompiledEmbeddings
from rag.models.embedding.engine import engine_folder
from rag.models.embedding.sentence_embeddings import SentenceEmbeddings
from rag.models.weights.packaged import EMBEDDER, packaged_path

pytestmark = pytest.mark.models

TEXTS = [
    "Pewter melts at 231 degrees.",
    "绿茶的水温不应超过八十度。",
    "a",
    "",
    "Ein Wasserturm speist die Häuser der Stadt. " * 60,  # more tokens than the model takes
]


@pytest.fixture(scope="module")
def folder() -> Path:
    return packaged_path(*EMBEDDER)


def test_its_vectors_tokens_and_fingerprint_are_the_same(folder: Path) -> None:
    ours, theirs = CompiledEmbeddings(folder), SentenceEmbeddings(str(folder), "cpu")
    rows = np.array(ours.embed_documents(TEXTS)), np.array(theirs.embed_documents(TEXTS))
    assert np.linalg.norm(rows[0], axis=1) == pytest.approx(1)
    # bfloat16, where the processor multiplies it, costs the other one some digits: .9975 was seen
    assert (rows[0] * rows[1]).sum(axis=1) == pytest.approx(1, abs=5e-3)
    assert ours.embed_query(TEXTS[0]) == pytest.approx(rows[0][0].tolist(), abs=1e-5)
    assert (ours.max_tokens, ours.dimension) == (theirs.max_tokens, theirs.dimension)
    assert [ours.count_tokens(text) for text in TEXTS] == [theirs.count_tokens(text) for text in TEXTS]
    assert ours.fingerprint("all-MiniLM-L6-v2") == theirs.fingerprint("all-MiniLM-L6-v2")
    assert ours.embed_documents([]) == []


def test_the_engine_is_made_once(folder: Path) -> None:
    made = engine_folder(folder)
    before = (made / "model.bin").stat().st_mtime_ns
    assert engine_folder(folder) == made
    assert (made / "model.bin").stat().st_mtime_ns == before
