"""Words that are spelled nearly alike."""

from collections.abc import Collection
from difflib import get_close_matches

_ALIKE = 0.8  # how like a word of the material another one is that is meant


def is_misspelled(term: str, known: Collection[str]) -> bool:
    """Whether `term` is none of the `known` terms and spelled nearly as one of them, which is then what is meant."""
    return term not in known and bool(get_close_matches(term, known, 1, _ALIKE))
