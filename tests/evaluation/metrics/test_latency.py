from evaluation.metrics.latency import Latency, latency


def test_median_and_p90():
    # 1..11: the 6th is the median, 90% of the way from the 1st to the 11th is the 10th
    assert latency([float(second) for second in range(1, 12)]) == Latency(6.0, 10.0, 11)


def test_stages_that_did_not_run():
    assert latency([None, 2.0]) == Latency(2.0, 2.0, 1)
    assert latency([None]) is None
    assert latency([]) is None
