"""Questions that want an explanation, which a name or a number does not give: why something is, what it is."""

import re
from collections.abc import Set as AbstractSet

from rag.kinds import Kind, kind_of
from rag.words import words

# Log-odds set by hand, for the development sets hold next to no questions of these forms.
_DEFINES_ODDS, _BECAUSE_ODDS = 1.2, 0.8
_SUBJECT = 4  # words of what is to be defined
_WHAT_IS = re.compile(
    r"^\s*(?:(?:what(?:'s|’s| is| are)|define|was (?:ist|sind))\b|什么是)\s*(?:an?\s)?(?P<subject>.*?)[\s?？]*$",
    re.IGNORECASE,
)
_BARE = re.compile(r"^\s*[\w-]+(?:\s+[\w-]+){0,2}[\s?？]*$")  # "GAN", "mode collapse"
_DEFINES = re.compile(
    r"\b(?:is|are|means?|refers? to|consists? of|denotes?|ist|sind|bedeutet)\b|是|指", re.IGNORECASE
)
_WHY = re.compile(r"\bwhy\b|\bwarum\b|\bwieso\b|\bweshalb\b|为什么|لماذا", re.IGNORECASE)
_BECAUSE = re.compile(
    r"\b(?:because|since|due to|so that|in order to|as a result|reasons?|owing to|to (?:avoid|prevent))\b"
    r"|\b(?:weil|denn|damit)\b|因为|由于|لأن|بسبب",
    re.IGNORECASE,
)
_THE = re.compile(r"^(?:the|its|his|her|their|der|die|das)\b", re.IGNORECASE)


def asks_why(question: str) -> bool:
    return bool(_WHY.search(question))


def asks_what_it_is(question: str) -> bool:
    """Whether a thing is to be defined ("What is a GAN?", "GAN"), not a part of it named ("What is the top score?")."""
    if _is_bare(question):
        return True
    found = _WHAT_IS.match(question)
    subject = found["subject"] if found else ""
    return bool(subject) and not _THE.match(subject) and len(subject.split()) <= _SUBJECT


def _is_bare(question: str) -> bool:
    return bool(_BARE.match(question)) and kind_of(question) is Kind.OTHER


def explanation_odds(question: str, asked: AbstractSet[str], text: str) -> float:
    """By how much the log-odds that `text` answers rise for defining the `asked` terms, or giving a reason."""
    total = 0.0
    defines = _DEFINES.search(text) if _WHAT_IS.match(question) or _is_bare(question) else None
    if defines and asked and asked <= {word.term for word in words(text[: defines.start()])}:
        total += _DEFINES_ODDS
    if asks_why(question) and _BECAUSE.search(text):
        total += _BECAUSE_ODDS
    return total
