"""Numbers with their units, and dates, as facts that can be compared between two texts."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rag.language.numerals import Numeral, numerals, plain_digits
from rag.language.tables import entries, joined, languages, table

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
_MONTHS: dict[str, int] = entries("calendar", "months")
_SHORT_MONTHS: dict[str, int] = entries("calendar", "short")
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)}|(?:{'|'.join(_SHORT_MONTHS)})\b\.?)"
_DAY = r"(?P<day>[0-3]?\d)\s?(?:st|nd|rd|th|\.)?"
_YEAR = r"(?P<year>[12]\d{3})"
_DATES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\w.,]){_DAY}\s+(?:of\s+)?{_MONTH}\b(?:\s*,?\s*{_YEAR}\b)?",
        rf"\b{_MONTH}\s+{_DAY}(?![\w%]|[.,]\d)(?:\s*,?\s*{_YEAR}\b)?",
        rf"\b{_MONTH}\s*,?\s+(?:of\s+)?{_YEAR}\b",
        rf"(?<![\d-]){_YEAR}-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-3]\d)(?![\d-])",
    )
]
_LONE_MONTH = re.compile(rf"\b(?P<month>{'|'.join(_MONTHS)})\b", re.IGNORECASE)
_MONTH_OR_WORD = ("may", "march", "mai", "august", "mar")


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


@dataclass(frozen=True, slots=True)
class Date:
    """A month, named at `month_start`, with the day and the year where they are given, else 0."""

    text: str
    start: int
    end: int
    month: int
    month_start: int
    day: int = 0
    year: int = 0


@lru_cache(maxsize=1024)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Every number of `text` with its unit, those inside dates included."""
    plain = plain_digits(text)
    numbers = numerals(text)
    found: list[Quantity] = []
    for numeral in reversed(numbers):
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
    taken |= {date.month_start for date in dates(text)}  # the month of 2022-08-22
    return tuple(quantity for quantity in found[::-1] if quantity.start not in taken)


@lru_cache(maxsize=1024)
def dates(text: str) -> tuple[Date, ...]:
    """Every month of `text` with its day and year: "13 April 1953", "April 13th", "May 2020", "June"."""
    plain = plain_digits(text)
    found: list[Date] = []
    for pattern in _DATES:
        for match in pattern.finditer(plain):
            if not _overlaps(match, found):
                found.append(_date(match, text))
    for match in _LONE_MONTH.finditer(plain):
        name = match.group()
        if name[0].isupper() and not _overlaps(match, found) and not _is_plain_word(match, plain):
            found.append(_date(match, text))
    return tuple(sorted(found, key=lambda date: date.start))


def units(text: str) -> set[str]:
    """The units that `text` names in words, beside a number or not."""
    return {unit for word in re.findall(r"[^\W\d_]+|%", text) if (unit := _named_unit(word))}


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


def _date(match: re.Match[str], text: str) -> Date:
    parts = match.groupdict()
    name = parts["month"].casefold().rstrip(".")
    return Date(
        text[match.start() : match.end()],
        match.start(),
        match.end(),
        _MONTHS.get(name) or _SHORT_MONTHS.get(name) or int(name),
        match.start("month"),
        int(parts.get("day") or 0),
        int(parts.get("year") or 0),
    )


def _is_plain_word(match: re.Match[str], plain: str) -> bool:
    """Whether "May", "March" or "August" begins a sentence, where its capital says nothing."""
    before = plain[: match.start()].rstrip()
    return match.group().casefold() in _MONTH_OR_WORD and (not before or before[-1] in ".!?:\"“”'`")


def _overlaps(match: re.Match[str], found: list[Date]) -> bool:
    return any(date.start < match.end() and match.start() < date.end for date in found)
