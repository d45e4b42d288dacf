"""Whether a hyphen at a line end belongs to the word that was broken there, or came with the break."""

from collections import Counter
from functools import lru_cache

from rag.errors import ModelUnavailable
from rag.models.weights.packaged import EMBEDDER, packaged_path

# Before "and" and "or" a part of a word stands alone: "pre- and post-test".
_SUSPENDED = frozenset(
    ("and", "or", "to", "und", "oder", "bis", "et", "ou", "y", "o", "e", "ed", "en", "och", "og")
)
# With these a word begins as often as a compound, and is written together.
_PREFIXES = frozenset(
    ("con", "com", "counter", "de", "dis", "em", "en", "ex", "fore", "hyper", "im", "in", "inter", "intro", "micro",
     "mis", "out", "over", "per", "pre", "pro", "re", "sub", "super", "sur", "trans", "un", "under", "up")
)  # fmt: skip


def is_suspended(right: str) -> bool:
    """Whether a hyphen before the word `right` is no break: the two are parted by a blank."""
    return right.casefold() in _SUSPENDED


def belongs(left: str, right: str, words: Counter[str]) -> bool:
    """Whether the hyphen between two parts is written; `words` is the vocabulary of the document, in lower case.

    What the document writes elsewhere decides; else what is known of the language.
    """
    whole, compound = (left + right).lower(), f"{left}-{right}".lower()
    if words[whole] or words[compound]:
        return words[compound] >= words[whole]
    if "-" in left or "-" in right or not right[0].islower() or left[-1].isdigit():
        return True
    if len(left) == 1:
        return left not in "aA"
    if whole in known_words() or left.lower() in _PREFIXES:
        return False
    return _is_word(left.lower(), words) and _is_word(right.lower(), words)


def _is_word(part: str, words: Counter[str]) -> bool:
    return len(part) > 2 and bool(words[part] or part in known_words())


@lru_cache(maxsize=1)
def known_words() -> frozenset[str]:
    """The words that the packaged embedder has as wholes, which are those that are written most; none without it."""
    try:
        path = packaged_path(EMBEDDER[0], f"{EMBEDDER[1]}/vocab.txt")
    except ModelUnavailable:
        return frozenset()
    return frozenset(word for word in path.read_text("utf-8").split() if len(word) > 2 and word.isalpha())
