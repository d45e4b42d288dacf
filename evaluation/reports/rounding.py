"""Figures as they are written everywhere: rounded half up, as people do it by hand.

Python's own formats round the binary fraction: 23 of 40, which is 57.5%, came out as 57%.
"""

from decimal import ROUND_HALF_UP, Decimal

_EXACT = 9
"""Decimals to which a share of cases is taken to be exact; what is beyond them is noise of the mean."""


def rounded(value: float, digits: int = 0) -> str:
    """`value` with that many decimals; halves go away from zero: 0.575 is "0.58" with two."""
    exact = Decimal(f"{value:.{_EXACT}f}")
    found = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return str(abs(found) if found == 0 else found)  # no "-0"


def percent(share: float) -> str:
    """A share in [0, 1] as `58%`."""
    return f"{points(share)}%"


def points(share: float) -> str:
    """A share, or the difference of two, in whole percentage points: `58`."""
    return rounded(100 * share)


LENGTHS = frozenset({"words"})
"""The scores that are no shares: they are counts, written without decimals."""


def written(name: str, value: float, digits: int = 3) -> str:
    """The value of a score: `0.825`, or `132` of what is counted."""
    return rounded(value, 0 if name in LENGTHS else digits)
