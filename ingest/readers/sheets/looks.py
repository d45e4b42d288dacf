"""What words in a cell look like: a number, a date, or words proper."""

import re
from functools import lru_cache

from ingest.readers.sheets.grid import Shows

_LONGEST = 40  # characters of a number or a date
_NUMBER = re.compile(
    r"[-+−–<>~≈(]*\s?[€$£¥₹]?\s?[-+−]?(?:\d[\d.,'’ \u00a0\u202f]*|\.\d+)(?:[eE][+-]?\d{1,3})?"
    r"\s?(?:%|‰|€|\$|£|¥|\*|\s[a-zA-ZµΩ°]{1,3})?\)?"
)
_DATE = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\.?(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:Z|[AP]M|[+-]\d{2}:?\d{2})?)?"
    r"|\d{1,3}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:[AaPp][Mm])?"
)
_NOTHING = frozenset(
    {"n/a", "na", "nan", "null", "none", "n.a.", "true", "false", "#n/a", "#div/0!", "#ref!", "#value!"}
)


@lru_cache(maxsize=100_000)
def of(words: str) -> Shows:
    """What words look like. What stands for a missing number ("—", "n/a") counts as one, and so do yes and no."""
    if len(words) > _LONGEST:
        return Shows.WORDS
    if words.isdecimal() and len(words) == 4 and 1900 <= int(words) <= 2100:
        return Shows.YEAR
    if words.casefold() in _NOTHING or not any(map(str.isalnum, words)):
        return Shows.NUMBER if words.isascii() or len(words) < 4 else Shows.WORDS
    if _DATE.fullmatch(words):
        return Shows.DATE
    return Shows.NUMBER if _NUMBER.fullmatch(words) else Shows.WORDS
