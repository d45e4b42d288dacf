"""Text as words and quantities in their order, so that "3%", "3 per cent" and "three percent" are the same thing."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from evaluation.metrics.words import tokens
from rag.language.quantities import Quantity, quantities

Part = str | Quantity

# The number of a name (GPT-3, COVID-19) counts nothing; a year may stand behind a hyphen too (mid-1990s).
_NAMED = re.compile(r"(?<![^\W_])[^\W\d_][^\W_]*[-\u2010\u2011]$")


@lru_cache(maxsize=2048)
def parts(text: str, punctuation: str = "") -> tuple[Part, ...]:
    """The quantities of `text`, each with its unit, and between them the tokens; `punctuation` as in `tokens`.

    Words stay what is vague (half) or more often a pronoun (one), and the numbers of names (GPT-3).
    """
    return tuple(_parts(unicodedata.normalize("NFKC", text), punctuation))


def counted(text: str) -> list[Quantity]:
    """The quantities of `text` alone."""
    return [part for part in parts(text) if isinstance(part, Quantity)]


def holds(hay: Sequence[Part], needle: Sequence[Part], exact_units: bool = False) -> bool:
    """Whether `needle` stands in `hay`, part for part; an empty one stands nowhere. A quantity without a unit is
    found with any (5 in 5 km), unless units are to be exact."""
    size = len(needle)
    return size > 0 and any(
        all(_same(needle[i], hay[start + i], lone=i == 0, exact_units=exact_units) for i in range(size))
        for start in range(len(hay) - size + 1)
    )


def same_quantity(wanted: Quantity, found: Quantity, exact_units: bool = False) -> bool:
    """Whether both may be worth the same, in the same unit; of no unit `wanted` is found with any."""
    units = wanted.unit == found.unit or not (wanted.unit or exact_units)
    return units and wanted.kind == found.kind and bool(wanted.values & found.values)


def _parts(text: str, punctuation: str) -> Iterator[Part]:
    position = 0
    for quantity in quantities(text):
        start, end = _span(quantity)
        if start < position or _is_word(quantity, text):
            continue
        yield from tokens(text[position:start], punctuation)
        yield quantity
        position = end
    yield from tokens(text[position:], punctuation)


def _span(quantity: Quantity) -> tuple[int, int]:
    if not quantity.unit_text:
        return quantity.start, quantity.end
    unit_end = quantity.unit_start + len(quantity.unit_text)
    return min(quantity.start, quantity.unit_start), max(quantity.end, unit_end)


def _is_word(quantity: Quantity, text: str) -> bool:
    if quantity.kind == "vague" or (quantity.weak and not quantity.unit):
        return True
    return not quantity.is_year and bool(_NAMED.search(text[: quantity.start]))


def _same(wanted: Part, found: Part, lone: bool, exact_units: bool) -> bool:
    """`lone`: no part of the name stands before it, so that the 3 of GPT-3 is no number."""
    if isinstance(wanted, Quantity) and isinstance(found, Quantity):
        return same_quantity(wanted, found, exact_units)
    if isinstance(wanted, str) and isinstance(found, str):
        return wanted == found
    return not lone and _written(wanted) == _written(found)  # GPT 3 is GPT-3


def _written(part: Part) -> str:
    return part.text if isinstance(part, Quantity) else part
