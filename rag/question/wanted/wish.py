"""What is wanted of the answer before: shorter, in simpler words, in a table, an example, the second one."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from rag.language.numbers import numerals
from rag.language.tables import joined
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


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted; `nth` is the 1-based place of "the second one", -1 for the last, 0 where none is said."""

    kind: WishKind
    nth: int = 0


def wish_of(text: str) -> Wish | None:
    """The wish that the whole of `text` is, in any language; None where it is anything else."""
    said = without_courtesy(text).strip(_ENDS).replace("’", "'")
    for kind in WishKind:
        found = _pattern(kind).fullmatch(said)
        if found is None:
            continue
        if kind is not WishKind.NTH:
            return Wish(kind)
        nth = _place(said)
        return Wish(kind, nth) if nth else None
    return None


def _place(said: str) -> int:
    if _pattern("last").search(said):
        return -1
    places = [value for number in numerals(said) for value in number.values if value.isdecimal()]
    return int(places[0]) if places else 0


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(joined("wishes", name), re.IGNORECASE)
