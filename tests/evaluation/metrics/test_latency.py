from evaluation.metrics.intervals import median
from evaluation.metrics.latency import Latency, latency


def test_median_and_p90():
    # 1..11: the 6th is the median, 90% of the way from the 1st to the 11th is the 10th
    seconds = [float(second) for second in range(1, 12)]
    found, half = latency(seconds), median(seconds)
    assert (found.median, found.p90, found.count) == (6.0, 10.0, 11)
    assert (found.low, found.high) == (half.low, half.high)


def test_stages_that_did_not_run():
    assert latency([None, 2.0]) == Latency(2.0, 2.0, 1, 2.0, 2.0)
    assert latency([None]) is None
    assert latency([]) is None
