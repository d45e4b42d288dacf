"""The closed classes of words that follow-up questions are told by, language by language."""

from dataclasses import dataclass, fields
from functools import lru_cache

from rag.language.tables import table

_DATA = table("follow_ups")
LANGUAGES: tuple[str, ...] = tuple(_DATA)
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
    people: frozenset[str]
    about: tuple[str, ...]
    refusals: tuple[str, ...]


@lru_cache(maxsize=8)
def closed_classes(spoken: str) -> ClosedClasses:
    """The closed classes of a language that `rag.language.words.language` may name."""
    lists: dict[str, str] = _DATA[spoken]
    phrases = {name: tuple(lists[name].split("|")) for name in _PHRASES}
    sets = {
        field.name: frozenset(lists[field.name].split())
        for field in fields(ClosedClasses)
        if field.name not in phrases
    }
    return ClosedClasses(**sets, **phrases)  # type: ignore[arg-type]
