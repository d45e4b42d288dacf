"""Numbers with their units, as facts that can be compared between two texts."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rag.language.dates import Date, dates
from rag.language.identify import letters_only
from rag.language.number_words import Numeral
from rag.language.numbers import numerals, plain_digits
from rag.language.tables import joined, languages, listed, table

_UNITS: dict[str, str] = {
    alias: unit
    for language in languages()
    for unit, aliases in table("units", language).get("units", {}).items()
    for alias in aliases
}
# Symbols mean different things in capitals (mg, Mg); words do not.
_UNIT_WORDS = {alias.casefold(): unit for alias, unit in _UNITS.items() if len(alias) > 3}
_ALIASES = "|".join(
    rf"(?i:{re.escape(alias)})" if len(alias) > 3 else re.escape(alias)
    for alias in sorted(_UNITS, key=len, reverse=True)
)
# Chinese units are followed by other characters without a space, so only Latin letters end a match.
_UNIT_AFTER = re.compile(rf"\s*-?\s*(?P<unit>{_ALIASES})(?![A-Za-zÀ-ÿ])")
_UNIT_BEFORE = re.compile(r"(?P<unit>(?<![^\W_])(?:US\$|USD|EUR|GBP|RMB|DM|CHF)|[$£€¥₹₩])\s?$")
_RANGE = re.compile(rf"\s*(?:-{{1,2}}|–|—|{joined('numbers', 'range')})\s*")


# Units that are written to a number as a sign, and belong to it; "percent" is read as one.
_SIGNS = frozenset(
    (
        *(alias for unit in table("units", "any")["units"].values() for alias in unit),
        "percent",
        "per cent",
        "Prozent",
    )
)
_RUN = re.compile(r"\d+")
_COUNT_WORDS = listed("numbers", "counts")
_COUNTS = re.compile(rf"\b(?:{'|'.join(_COUNT_WORDS)})\b", re.IGNORECASE)
_COUNTERS = frozenset(listed("numbers", "counters"))


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at `start:end` of its text (the unit not included), and its unit ("" for none).

    `values` are its possible readings as plain decimals; `kind` and `weak` as in `Numeral`.
    `unit_text` is the unit as written, "" where it is taken from the end of a range (20 to 30 km);
    it begins at `unit_start`.
    """

    text: str
    start: int
    end: int
    values: frozenset[str]
    unit: str = ""
    unit_text: str = ""
    unit_start: int = -1
    kind: str = "cardinal"
    weak: bool = False

    @property
    def is_year(self) -> bool:
        """Whether it reads like a year or a decade: four digits from 1000 to 2199, and no unit."""
        return self.kind == "decade" or (not self.unit and bool(re.fullmatch(r"1\d{3}|2[01]\d\d", self.text)))


@lru_cache(maxsize=1024)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Every number of `text` with its unit, those inside dates included."""
    plain = plain_digits(text)
    found: list[Quantity] = []
    for numeral in reversed(_apart(numerals(text), dates(text), plain)):
        unit, written, unit_start = _unit_of(plain, numeral)
        if not unit and found and _RANGE.fullmatch(plain[numeral.end : found[-1].start]):
            unit = found[-1].unit
        found.append(
            Quantity(
                text[numeral.start : numeral.end],
                numeral.start,
                numeral.end,
                numeral.values,
                unit,
                written,
                unit_start,
                numeral.kind,
                numeral.weak,
            )
        )
    taken = {quantity.unit_start for quantity in found}  # the second of "a 30 second film"
    taken |= {date.month_start for date in dates(text)}  # the month of 2022-08-22, which is no number
    return tuple(quantity for quantity in found[::-1] if quantity.start not in taken)


def amounts(text: str) -> list[tuple[int, int]]:
    """Where `text` says how many or how much, in order: its numbers with what is written to them as a sign (5 km, $5).

    Numbers that count nothing (the first, the 1920s) are left out, and "both" and "once" are there.
    """
    found = [
        _with_sign(quantity, text)
        for quantity in quantities(text)
        if quantity.kind not in ("ordinal", "decade") and not quantity.weak
    ]
    for match in _COUNTS.finditer(text) if not letters_only(text).isdisjoint(_COUNT_WORDS) else ():
        if not any(start < match.end() and match.start() < end for start, end in found):
            found.append(match.span())
    return sorted(found)


def units(text: str) -> set[str]:
    """The units that `text` names in words, beside a number or not."""
    return {unit for word in re.findall(r"[^\W\d_]+|%", text) if (unit := _named_unit(word))}


def _apart(numbers: Iterable[Numeral], known: Sequence[Date], plain: str) -> list[Numeral]:
    """The numbers, with dates that are written as one (31.12.1999) taken apart into theirs."""
    found: list[Numeral] = []
    for number in numbers:
        runs = list(_RUN.finditer(plain, number.start, number.end))
        if len(runs) > 1 and any(date.start <= number.start and number.end <= date.end for date in known):
            found += [Numeral(*run.span(), frozenset({str(int(run.group()))})) for run in runs]
        else:
            found.append(number)
    return found


def _with_sign(quantity: Quantity, text: str) -> tuple[int, int]:
    if quantity.unit_text in _SIGNS:
        unit_end = quantity.unit_start + len(quantity.unit_text)
        return min(quantity.start, quantity.unit_start), max(quantity.end, unit_end)
    counter = text[quantity.end : quantity.end + 1]
    return quantity.start, quantity.end + (not quantity.text.isascii() and counter in _COUNTERS)


def _named_unit(word: str) -> str:
    return _UNIT_WORDS.get(word.casefold(), "percent" if word == "%" else "")


def _unit_of(plain: str, numeral: Numeral) -> tuple[str, str, int]:
    """(canonical unit, as written, where); ("", "", -1) where there is none."""
    before = _UNIT_BEFORE.search(plain, max(0, numeral.start - 4), numeral.start)
    after = _UNIT_AFTER.match(plain, numeral.end)
    match = before or after
    if match is None:
        return "", "", -1
    written = match["unit"]
    return _UNITS.get(written) or _UNIT_WORDS[written.casefold()], written, match.start("unit")
