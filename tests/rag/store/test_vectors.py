import math

import numpy as np
import pytest

from rag.store.index.vectors import Vectors


def test_contrast_by_hand():
    # 99 cosines of 0 and one of 1: mean 0.01, deviation sqrt(0.01 * 0.99), so 1 is sqrt(99) deviations away.
    rows = np.tile(np.array([0.0, 1.0], dtype=np.float32), (100, 1))
    rows[7] = (1.0, 0.0)
    vectors = Vectors()
    vectors.add(range(100), rows)
    expected = math.sqrt(99) / math.sqrt(2 * math.log(100))
    assert vectors.contrast(np.array([1.0, 0.0]), 1.0) == pytest.approx(expected, rel=1e-4)


def test_contrast_is_not_judged_on_few_vectors():
    vectors = Vectors()
    assert vectors.contrast(np.array([1.0, 0.0]), 1.0) == math.inf
    vectors.add([1], np.array([[1.0, 0.0]], dtype=np.float32))
    assert vectors.contrast(np.array([1.0, 0.0]), 1.0) == math.inf


def test_contrast_among_some_of_the_vectors():
    # As by hand above, whatever the others are.
    rows = np.tile(np.array([0.0, 1.0], dtype=np.float32), (100, 1))
    rows[7] = (1.0, 0.0)
    vectors = Vectors()
    vectors.add(range(200, 260), np.tile(np.array([0.6, 0.8], dtype=np.float32), (60, 1)))
    vectors.add(range(100), rows)
    expected = math.sqrt(99) / math.sqrt(2 * math.log(100))
    assert vectors.contrast(np.array([1.0, 0.0]), 1.0, np.arange(100)) == pytest.approx(expected, rel=1e-4)
    assert vectors.contrast(np.array([1.0, 0.0]), 1.0, np.arange(20)) == math.inf
