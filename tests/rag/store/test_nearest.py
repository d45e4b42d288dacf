"""The index of many vectors: what it finds, and what a filter must not lose."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from rag.store.index import nearest
from rag.store.index.cached import drop_later
from rag.store.index.nearest import FlatIndex, InvertedFile
from rag.store.index.vectors import Vectors

COUNT, DIMENSION = 3000, 16


class Kept:
    """Random unit vectors by key from 1, and an index of them."""

    def __init__(self) -> None:
        rows = np.random.default_rng(0).standard_normal((COUNT, DIMENSION)).astype(np.float32)
        self.rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        self.stored = {key: row.tobytes() for key, row in enumerate(self.rows, start=1)}
        self.vectors = Vectors(self.read)
        self.update()

    def read(self, keys: list[int]) -> dict[int, bytes]:
        return {key: self.stored[key] for key in keys if key in self.stored}

    def update(self) -> None:
        self.vectors.update(np.array(sorted(self.stored), dtype=np.int64))

    def nearest(self, vector: np.ndarray, limit: int, keys: np.ndarray) -> dict[int, float]:
        """The nearest of the keys, all compared."""
        cosines = self.rows[keys - 1] @ vector
        order = np.argsort(-cosines)[:limit]
        return {int(keys[index]): pytest.approx(float(cosines[index]), abs=1e-6) for index in order}


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[Kept]:
    monkeypatch.setattr(nearest, "MOST_FLAT", 1000)
    yield Kept()


def test_scores_are_those_of_the_stored_vectors_best_first(kept: Kept) -> None:
    assert not kept.vectors.is_exact
    found = kept.vectors.search(kept.rows[4], 10)
    assert next(iter(found)) == 5
    assert list(found.values()) == sorted(found.values(), reverse=True)
    for key, score in found.items():
        assert score == pytest.approx(float(kept.rows[key - 1] @ kept.rows[4]), abs=1e-6)
    assert kept.vectors.cosines(kept.rows[4], [9, 5, COUNT + 1]) == {
        9: pytest.approx(float(kept.rows[8] @ kept.rows[4]), abs=1e-6),
        5: pytest.approx(1.0),
    }


@pytest.mark.parametrize("step", [2, 7, 100, 2000])
def test_a_filter_loses_nothing(kept: Kept, step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        nearest, "_PROBES", 60
    )  # of 110 lists: with a filter of every second all are looked into
    among = np.arange(1, COUNT + 1, step)
    for row in kept.rows[:20]:
        assert kept.vectors.search(row, 10, among) == kept.nearest(row, 10, among)
    assert kept.vectors.search(kept.rows[0], 10, np.empty(0, dtype=np.int64)) == {}
    assert kept.vectors.search(kept.rows[0], 10, np.array([COUNT + 5])) == {}


def test_most_are_found_without_looking_at_most(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearest, "_PROBES", 30)  # of 110 lists
    every = np.arange(1, COUNT + 1)
    shared = [
        len(kept.vectors.search(row, 10).keys() & kept.nearest(row, 10, every).keys())
        for row in kept.rows[:50]
    ]
    assert sum(shared) > 0.8 * 50 * 10  # random vectors have no clusters: texts do better


def test_what_is_removed_and_added_is_followed(kept: Kept) -> None:
    row = kept.rows[4]
    kept.stored[COUNT + 1] = kept.stored.pop(5)
    assert 5 not in kept.vectors.search(row, 3)  # deleted since the index was made
    kept.update()
    assert next(iter(kept.vectors.search(row, 3))) == COUNT + 1
    assert kept.vectors.cosines(row, [5]) == {}


def test_the_file_is_read_as_it_was_written(kept: Kept, tmp_path: Path) -> None:
    path = tmp_path / "vectors.faiss"
    kept.vectors.save(path, "library", 7)
    again = Vectors.load(path, "library", kept.read)
    assert not again.is_exact and again.dimension == DIMENSION
    assert again.search(kept.rows[0], 10) == kept.vectors.search(kept.rows[0], 10)
    again.update(np.arange(2, COUNT + 1))
    assert 1 not in again.search(kept.rows[0], 10)
    assert Vectors.load(path, "another", kept.read).dimension is None
    body = path.read_bytes()
    path.write_bytes(body[:-1] + bytes([body[-1] ^ 1]))
    assert Vectors.load(path, "library", kept.read).dimension is None


@pytest.mark.parametrize(
    ("library", "generation", "stays"), [("library", 6, False), ("library", 7, True), ("another", 6, True)]
)
def test_the_index_of_a_later_state_is_dropped(
    kept: Kept, tmp_path: Path, library: str, generation: int, stays: bool
) -> None:
    path = tmp_path / "vectors.faiss"
    kept.vectors.save(path, "library", 7)
    drop_later(path, library, generation)
    assert path.exists() is stays
    drop_later(tmp_path / "none", library, generation)


def test_the_kind_follows_the_size(kept: Kept) -> None:
    for key in range(401, COUNT + 1):
        del kept.stored[key]
    kept.update()
    assert kept.vectors.is_exact
    found = kept.vectors.search(kept.rows[4], 10)
    assert found == kept.nearest(kept.rows[4], 10, np.arange(1, 401))


@pytest.mark.parametrize(("count", "suits"), [(400, False), (600, True), (12_000, True), (13_000, False)])
def test_lists_are_made_anew_where_they_are_too_few(kept: Kept, count: int, suits: bool) -> None:
    # 110 lists are for 3,000 vectors, so for up to 12,100; below 501 all would be compared.
    assert InvertedFile.trained(kept.rows, 110).suits(count) is suits


def test_few_vectors_are_all_compared() -> None:
    assert isinstance(nearest.new_index(np.eye(2, dtype=np.float32), 1000), FlatIndex)


def test_the_contrast_is_nearly_that_of_the_exact_vectors(kept: Kept) -> None:
    cosines = kept.rows @ kept.rows[4]
    expected = (1.0 - cosines.mean()) / cosines.std() / np.sqrt(2 * np.log(COUNT))
    assert kept.vectors.contrast(kept.rows[4], 1.0) == pytest.approx(float(expected), rel=0.01)
