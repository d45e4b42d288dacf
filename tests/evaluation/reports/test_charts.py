from evaluation.reports.charts import chart, histogram


def test_chart_in_pixels():
    found = chart({"right": [(0.0, 0.0), (1.0, 1.0), (0.5, None)]}, "threshold")
    # the plot lies between 44 and 548 across, 192 and 12 down
    assert found.lines[0].points == "44.0,192.0 548.0,12.0"
    assert found.x_ticks[0] == (44.0, "0") and found.x_ticks[-1] == (548.0, "1")
    assert found.y_ticks[-1] == (12.0, "1.00")


def test_one_point_and_none():
    assert chart({"a": [(0.0, 0.5)]}, "x", ["only"]).x_ticks == ((44.0, "only"),)
    assert chart({}, "x").lines == ()


def test_histogram():
    assert histogram([0.0, 0.4, 1.0, 9.0], 2, 0.0, 1.0) == [(0.0, 2), (0.5, 2)]
    assert histogram([], 2, 0.0, 1.0) == [(0.0, 0), (0.5, 0)]
