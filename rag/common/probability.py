"""Probabilities and their log-odds."""

import math

_LARGEST = 50.0  # what `exp` can bear, and more than any probability here means
_LEAST = 1e-4


def sigmoid(log_odds: float) -> float:
    """The probability in [0, 1] of these log-odds."""
    return 1 / (1 + math.exp(-max(-_LARGEST, min(_LARGEST, log_odds))))


def log_odds(probability: float) -> float:
    """The logarithm of p / (1 - p), for probabilities kept away from 0 and 1."""
    clipped = min(max(probability, _LEAST), 1 - _LEAST)
    return math.log(clipped / (1 - clipped))
