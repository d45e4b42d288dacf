"""Places of tokens as numbers, and numbers as a database gives many in one row."""

import numpy as np

PLACE_BITS = 20
"""One more is the next token of the same field of the same chunk, of which there are fewer than 2 to the power of
this."""


def numbers(joined: str | None) -> np.ndarray:
    """(n,) int64 of a row of numbers with commas between, none where there is no row."""
    return np.fromstring(joined or "", dtype=np.int64, sep=",")
