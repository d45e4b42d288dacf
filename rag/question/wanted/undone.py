"""What is asked to be made of the material and is not made here: a translation, a quiz, a text."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from rag.language.languages import COMMON
from rag.language.tables import joined, listed
from rag.language.text import Text

_ENDS = " \t\n?!.,;:"


class Undone(StrEnum):
    """What cannot be made."""

    TRANSLATION = "translation"
    QUIZ = "quiz"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for, and what of ("five quiz questions about entropy": `topic` is "entropy")."""

    kind: Undone
    topic: str


def undone_of(text: str, spoken: str) -> Request | None:
    """The request that `text`, in the language `spoken` and without courtesy, is; None where it is a question."""
    first = found = _request(text, spoken)
    while found is not None and (inner := _request(found.topic, spoken)) is not None:
        found = inner  # "translate translate this"
    return Request(first.kind, found.topic) if first is not None and found is not None else None


def names_nothing(topic: str) -> bool:
    """Whether a topic is only a word for what was said before: "this", "your answer"."""
    return all(word.text.casefold() in listed("undone", "said") for word in Text.of(topic).contents)


def _request(text: str, spoken: str) -> Request | None:
    said = text.strip(_ENDS)
    for kind in Undone:
        found = _pattern(kind, spoken).fullmatch(said)
        if found is not None:
            return Request(kind, found["topic"])
    return None


@cache
def _pattern(kind: Undone, spoken: str) -> re.Pattern[str]:
    """What is asked for is told by how it begins, what follows is what it is of."""
    begins = joined("undone", kind.value, *COMMON, spoken)
    asks = joined("wishes", "asks", *COMMON, spoken)
    ends = joined("undone", f"{kind.value}_ends", *COMMON, spoken)
    return re.compile(
        rf"(?:(?:{asks})\s+)?(?:{begins})\s+(?P<topic>\S.*?)(?:\s*(?:{ends}))?", re.IGNORECASE | re.DOTALL
    )
