import numpy as np
import pytest

from evaluation.metrics import intervals


def test_mean_leaves_out_what_does_not_apply():
    found = intervals.mean([1.0, None, 0.0, None])
    assert (found.value, found.count) == (0.5, 2)


def test_nothing_applies():
    assert intervals.mean([]) is None
    assert intervals.mean([None, None]) is None


def test_equal_values_are_certain():
    assert intervals.mean([0.25] * 40) == intervals.Interval(0.25, 0.25, 0.25, 40)
    assert intervals.mean([0.7]) == intervals.Interval(0.7, 0.7, 0.7, 1)


@pytest.mark.parametrize(
    ("hits", "count", "low", "high"),
    [
        (4, 4, 0.5101, 1.0),  # 1 / (1 + z²/4), z² = 3.8415: 4 / 7.8415
        (0, 10, 0.0, 0.2775),  # z² / (10 + z²) = 3.8415 / 13.8415
        (1, 1, 0.2065, 1.0),
        (20, 40, 0.3520, 0.6480),  # .5 ± z √(.25/40 + z²/6400) / (1 + z²/40) = .5 ± .1480
    ],
)
def test_a_share_has_wilson_s_interval(hits, count, low, high):
    found = intervals.mean([1.0] * hits + [0.0] * (count - hits) + [None])
    assert (found.value, found.count) == (hits / count, count)
    assert (found.low, found.high) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))
    assert found == intervals.share(hits, count)


def test_a_share_of_nothing():
    assert intervals.share(0, 0) is None


def test_median():
    # 1, 2, 3, 10: halfway between 2 and 3; a resample's median lies between the least and the greatest
    found = intervals.median([3.0, None, 1.0, 10.0, 2.0])
    assert (found.value, found.count) == (2.5, 4)
    assert 1 <= found.low < 2.5 < found.high <= 10
    assert intervals.median([2.0, 2.0]) == intervals.Interval(2.0, 2.0, 2.0, 2)
    assert intervals.median([None]) is None


def test_interval_is_near_the_normal_one():
    # 400 coin flips: mean .5, standard error .5 / 20 = .025, so about .5 ± .049
    found = intervals.mean([0.0, 1.0] * 200)
    assert found.low == pytest.approx(0.451, abs=0.006)
    assert found.high == pytest.approx(0.549, abs=0.006)


def test_seeded():
    values = list(np.random.default_rng(1).random(50))
    assert intervals.mean(values, seed=5) == intervals.mean(values, seed=5)
    assert intervals.mean(values, seed=5) != intervals.mean(values, seed=6)


def test_paired_difference():
    # pairs that apply: 0→1, 1→1, 0→0; differences 1, 0, 0
    found = intervals.paired_difference([0, 1, 0, None, 1], [1, 1, 0, 1, None])
    assert (found.value, found.count) == (pytest.approx(1 / 3), 3)


def test_pairing_cancels_what_cases_share():
    before = list(np.random.default_rng(2).random(200))
    found = intervals.paired_difference(before, [value + 0.01 for value in before])
    assert found.low == pytest.approx(0.01) and found.high == pytest.approx(0.01)


def test_pairs_must_match():
    with pytest.raises(ValueError):
        intervals.paired_difference([1.0], [])
    assert intervals.paired_difference([], []) is None
