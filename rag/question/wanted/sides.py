"""The sides that a question compares: "A and B" of "What is the difference between A and B?"."""

import re
from dataclasses import dataclass
from functools import cache

from rag.language.languages import COMMON
from rag.language.tables import joined, listed
from rag.language.words import content_words, is_function_word, words

_MOST_WORDS = 10  # of a side
_MOST_SIDES = 4


@dataclass(frozen=True, slots=True)
class Sides:
    """What is compared, each as it is named in the question, and what the question says beside it ("" for nothing)."""

    names: tuple[str, ...]
    beside: str = ""


def sides_of(question: str, spoken: str) -> Sides | None:
    """The two or more things that `question`, in the language `spoken`, compares; None where it does not say which."""
    for pattern in _patterns(spoken):
        found = pattern.search(question)
        if found is None:
            continue
        named = [part for name in ("one", "other") for part in _between(spoken).split(found[name])]
        named = [_bare(part, spoken) for part in named]
        if 2 <= len(named) <= _MOST_SIDES and all(_is_thing(name, spoken) for name in named):
            beside = question[found.end() :].strip(" \t\n?!.,;:–—-()")
            return Sides(tuple(_completed(named, spoken)), beside)
    return None


def _bare(name: str, spoken: str) -> str:
    """Without the words of grammar that open it: "is a rose" is "rose"."""
    name = name.strip(" \t\n\"'“”„«»,")
    for word in words(name, spoken):
        hyphenated = name[word.end : word.end + 1] == "-"  # "one-way"
        if hyphenated or not is_function_word(word.text, spoken):
            return name[word.start :]
    return ""


def _is_thing(name: str, spoken: str) -> bool:
    return bool(content_words(name, spoken)) and len(name.split()) <= _MOST_WORDS


def _completed(named: list[str], spoken: str) -> list[str]:
    """The noun that the last side ends with belongs to a first one of one word too: "hot and cold biases"."""
    last = named[-1].split()
    if len(last) < 2 or not listed("tasks", "noun_is_last", spoken):
        return named
    return [
        f"{name.rstrip('.')} {last[-1]}" if " " not in name and _is_adjective(name, opens) else name
        for opens, name in zip((True, *[False] * len(named)), named, strict=False)
    ]


def _is_adjective(name: str, opens: bool) -> bool:
    """Whether one word may go with the noun of another side: no name, but for the capital that opens a question."""
    return name.islower() or (opens and name[:1].isupper() and name[1:].islower())


@cache
def _patterns(spoken: str) -> tuple[re.Pattern[str], ...]:
    end = rf"(?=\s*(?:{joined('tasks', 'side_ends', *COMMON, spoken)}))"
    return tuple(
        re.compile(pattern.replace("{end}", end), re.IGNORECASE)
        for pattern in listed("tasks", "sides", *COMMON, spoken)
    )


@cache
def _between(spoken: str) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{joined('tasks', 'between_sides', *COMMON, spoken)})\s*", re.IGNORECASE)
