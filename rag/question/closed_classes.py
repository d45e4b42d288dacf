"""The closed classes of words that follow-up questions are told by, language by language."""

from dataclasses import dataclass, fields
from functools import lru_cache

from rag.language.tables import languages_with, listed

LANGUAGES = languages_with("closed_classes")
_PHRASES = ("about", "refusals")


@dataclass(frozen=True, slots=True)
class ClosedClasses:
    """The closed classes of one language, case-folded. `here` are nouns after which "this" points at
    the material itself or at today ("this chapter", "this year"), not at the conversation."""

    pronouns: frozenset[str]
    demonstratives: frozenset[str]
    articles: frozenset[str]
    more: frozenset[str]
    finals: frozenset[str]
    openers: frozenset[str]
    asking: frozenset[str]
    requests: frozenset[str]
    courtesy: frozenset[str]
    here: frozenset[str]
    relational: frozenset[str]
    about: tuple[str, ...]
    refusals: tuple[str, ...]


@lru_cache(maxsize=64)
def closed_classes(spoken: str) -> ClosedClasses:
    """The closed classes of a language; the English ones for a language without."""
    spoken = spoken if spoken in LANGUAGES else "en"
    lists = {field.name: listed("closed_classes", field.name, spoken) for field in fields(ClosedClasses)}
    phrases = {name: lists.pop(name) for name in _PHRASES}
    sets = {name: frozenset(words) for name, words in lists.items()}
    return ClosedClasses(**sets, **phrases)  # type: ignore[arg-type]
