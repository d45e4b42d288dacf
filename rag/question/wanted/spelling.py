"""Words that say what is wanted, where they are misspelled: "what is the diffrence", "expalin"."""

from functools import cache

from rag.common.spelling import edits
from rag.language.languages import COMMON
from rag.language.tables import listed
from rag.language.words import words

_SHORTEST = 5  # letters: of a shorter word too many others are one letter away


def respelled_request(text: str, spoken: str) -> str:
    """`text`, in the language `spoken`, with each word that is one edit away from one that asks put as that one."""
    for word in reversed(words(text, spoken)):
        meant = _meant(word.text.casefold(), spoken) if len(word.text) >= _SHORTEST else ""
        if meant:
            text = text[: word.start] + meant + text[word.end :]
    return text


@cache
def _known(spoken: str) -> tuple[frozenset[str], frozenset[str]]:
    """Words that ask, and those that are spelled nearly so and are none."""
    lists = (listed("tasks", key, *COMMON, spoken) for key in ("spelled", "not_misspelled"))
    asks, others = map(frozenset, lists)
    return asks, others


def _meant(word: str, spoken: str) -> str:
    asks, others = _known(spoken)
    inflected = any(one.startswith(word) or word.startswith(one) for one in asks)  # "explains"
    if inflected or word in others or not word.isalpha():
        return ""
    near = [
        one for one in asks if abs(len(one) - len(word)) <= 1 and one[0] == word[0] and edits(word, one) == 1
    ]
    return near[0] if len(near) == 1 else ""
