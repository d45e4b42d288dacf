"""What stands on a page and is not prose: headings, rows of figures, captions.

The log-odds are set by hand, for the development sets hold plain text alone.
"""

import re

_FRAGMENT, _FIGURES, _CAPTION = -2.0, -1.5, -0.7
_SHARE = 0.4  # of words with a digit, in a row of figures
_IS_CAPTION = re.compile(
    r"^\W*(?:fig(?:ure|\.)|table|abb(?:ildung|\.)|tabelle)\s*\w{1,4}\s*[:.|]", re.IGNORECASE
)
_ENDINGS = (".", "!", "?", "。", "！", "？", "؟", ":", ";", ".”", '."', ".)")


def prose_odds(text: str) -> float:
    """By how much the log-odds that `text` answers a question fall for not being prose; 0 for prose."""
    parts = text.split()
    total = 0.0
    if len(parts) < (3 if text.endswith(_ENDINGS) else 9):
        total += _FRAGMENT
    if len(parts) > 7 and sum(any(map(str.isdigit, part)) for part in parts) > _SHARE * len(parts):
        total += _FIGURES
    if _IS_CAPTION.match(text):
        total += _CAPTION
    return total
