"""What is wanted of the answer before: shorter, in simpler words, in a table, an example, the second one, its page."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from rag.language.numbers import numerals
from rag.language.tables import joined, listed
from rag.question.politeness import without_courtesy

_ENDS = " \t\n?!.,;:"


class WishKind(StrEnum):
    """The kinds of wishes. The order is that in which they are tried."""

    SIMPLER = "simpler"
    SHORTER = "shorter"
    LONGER = "longer"
    TABLE = "table"
    EXAMPLE = "example"
    NTH = "nth"
    AGAIN = "again"
    WHERE = "where"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted; `nth` is the 1-based place of "the second one", -1 for the last, 0 where none is said, and `noun`
    what it is one of ("the second layer"), "" where that says nothing more."""

    kind: WishKind
    nth: int = 0
    noun: str = ""


def wish_of(text: str) -> Wish | None:
    """The wish that the whole of `text` is, in any language; None where it is anything else."""
    said = without_courtesy(text).strip(_ENDS).replace("’", "'")
    for kind in WishKind:
        if kind is WishKind.NTH:
            item = _item(said)
            if item is not None:
                return item
        elif _pattern(kind).fullmatch(said) is not None:
            return Wish(kind)
    return None


def _item(said: str) -> Wish | None:
    """The wish for one of several, by its place or its number. "The other one" says no place."""
    numbered = _pattern("numbered").fullmatch(said) is not None
    if not numbered and _pattern(WishKind.NTH).fullmatch(said) is None:
        return None
    if last := _pattern("last").search(said):
        return Wish(WishKind.NTH, -1, _noun(said[last.end() :]))
    for number in numerals(said):
        values = [value for value in number.values if value.isdecimal()]
        if values and (numbered or number.kind == "ordinal"):
            return Wish(WishKind.NTH, int(values[0]), _noun(said[number.end :]))
    return None


def _noun(said: str) -> str:
    noun = said.strip(_ENDS).casefold()
    return "" if noun in listed("wishes", "counted") else noun


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(joined("wishes", name), re.IGNORECASE)
