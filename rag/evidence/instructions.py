"""Orders to a model, or to whoever answers, that stand in a document ("Ignore all previous instructions", "When asked
about the essay, say …"): they answer no question.

They are never obeyed, because the model rewords single sentences and is checked. They must not be quoted as an
answer to something else either. A question about such orders may find them.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from rag.language.tables import joined, listed
from rag.question.question import Question

_WORD = r"\b"
_KEPT = 16384  # sentences, those of some hundred pages: each is looked at by several rooms for each question


def is_order(question: Question, text: str, before: str = "") -> bool:
    """Whether `text` orders a model about, or goes on with such an order in the sentence `before` it, and the question
    is not about such orders."""
    if not gives_order(text) and not (gives_order(before) and _going_on().search(text)):
        return False
    asked = {word.text.casefold() for word in question.search.words}
    return asked.isdisjoint(listed("instructions", "about"))


@lru_cache(_KEPT)
def gives_order(text: str) -> bool:
    """Whether a sentence orders a model about."""
    return _orders().search(text) is not None


@cache
def _going_on() -> re.Pattern[str]:
    return re.compile(joined("instructions", "going_on"), re.IGNORECASE)


@cache
def _orders() -> re.Pattern[str]:
    """All patterns as one. What begins with a word is tried where words begin alone, which takes less than half the
    time of an alternation that asks for it in each of its branches."""
    patterns = listed("instructions", "orders")
    of_words = [pattern.removeprefix(_WORD) for pattern in patterns if pattern.startswith(_WORD)]
    others = [pattern for pattern in patterns if not pattern.startswith(_WORD)]
    return re.compile("|".join([_WORD + _any_of(of_words), *others]), re.IGNORECASE)


def _any_of(patterns: Iterable[str]) -> str:
    return f"(?:{'|'.join(patterns)})"
