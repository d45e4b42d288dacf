import pytest

from evaluation.reports.rounding import percent, points, rounded


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (23 / 40, "58%"),  # 57.5; the float is a little less
        (25 / 40, "63%"),  # 62.5, exactly
        (1 / 200, "1%"),  # 0.5
        (17 / 30, "57%"),  # 56.67
        (0.0, "0%"),
        (1.0, "100%"),
        (0.574_999_999_999_9, "58%"),  # the noise of a mean
        (0.574_99, "57%"),
    ],
)
def test_halves_of_a_percent_go_up(share, expected):
    assert percent(share) == expected


def test_differences_go_away_from_zero():
    assert (points(-1 / 40), points(1 / 40), points(-1e-12)) == ("-3", "3", "0")


def test_decimals():
    assert (rounded(0.575, 2), rounded(0.0625, 3), rounded(2.0, 1)) == ("0.58", "0.063", "2.0")
