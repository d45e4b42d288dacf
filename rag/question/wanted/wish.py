"""What is wanted of the answer before: shorter, in simpler words, in a table, an example, the second one, its page."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from rag.language.numbers import numerals
from rag.language.tables import joined, listed
from rag.question.politeness import without_courtesy

_CLAUSES = re.compile(r"[,;.!?]+(?:\s|$)")
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
    """The wish that the whole of `text` is, in any language; the last one where all its clauses are wishes ("Too long,
    shorter please"); None where it is anything else."""
    whole = _wish(text)
    if whole is not None:
        return whole
    clauses = [_wish(clause) for clause in _CLAUSES.split(text) if clause.strip(_ENDS)]
    return clauses[-1] if all(clauses) and clauses else None


def _wish(text: str) -> Wish | None:
    asked = without_courtesy(text)
    for one in dict.fromkeys((text, asked, _asks().sub("", asked))):
        said = one.strip(_ENDS).replace("’", "'")
        for kind in WishKind:
            found = _item(said) if kind is WishKind.NTH else _fitting(kind, said)
            if found is not None:
                return found
    return None


def _fitting(kind: WishKind, said: str) -> Wish | None:
    return Wish(kind) if _pattern(kind).fullmatch(said) is not None else None


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


def names_what_is_told(said: str) -> bool:
    """Whether a wish for one of several ends with a word for what the material tells in order: "the second step"."""
    return said.strip(_ENDS).casefold().rpartition(" ")[2] in listed("wishes", "told")


def _noun(said: str) -> str:
    noun = said.strip(_ENDS).casefold()
    return "" if noun in listed("wishes", "counted") else noun


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(joined("wishes", name), re.IGNORECASE)


@cache
def _asks() -> re.Pattern[str]:
    return re.compile(rf"^(?:{joined('wishes', 'asks')})\s+", re.IGNORECASE)
