"""What a cell shows of its value."""

import math
from functools import lru_cache

from ingest.readers.sheets.formats import dates, numbers
from ingest.readers.sheets.formats.codes import Part, parsed
from ingest.readers.sheets.grid import Shows

_COMPARED = {
    "<": lambda value, other: value < other,
    "<=": lambda value, other: value <= other,
    ">": lambda value, other: value > other,
    ">=": lambda value, other: value >= other,
    "=": lambda value, other: value == other,
    "<>": lambda value, other: value != other,
}


@lru_cache(maxsize=50_000)
def number(value: float, code: str, is_1904: bool = False) -> tuple[str, Shows]:
    """A number as its format shows it ("" where that hides it), and what it is."""
    if not math.isfinite(value):
        return "", Shows.NUMBER
    sections = parsed(code)
    part, is_signed = _section(value, sections)
    if part.is_date:
        if not dates.is_writable(value):
            return numbers.general(value), Shows.NUMBER
        shown = dates.formatted(value, part.tokens, part.language, is_1904)
        return shown.strip(), Shows.DATE
    if any(token.kind == "general" for token in part.tokens) or any(
        token.kind == "at" for token in part.tokens
    ):
        said = numbers.general(abs(value) if is_signed or len(sections) > 1 else value)
        shown = "".join(said if token.kind in ("general", "at") else token.text for token in part.tokens)
    else:
        shown = numbers.formatted(value, part.tokens) if part.tokens else ""
    if is_signed and value < 0 and any(map("123456789".__contains__, shown)):
        shown = "-" + shown.lstrip()
    shown = " ".join(shown.split())
    year = len(shown) == 4 and shown.isdecimal() and 1900 <= int(shown) <= 2100
    return shown, Shows.YEAR if year else Shows.NUMBER


@lru_cache(maxsize=2000)
def _text_sections(code: str) -> Part | None:
    sections = parsed(code)
    last = sections[-1]
    holds = any(token.kind == "at" for token in last.tokens)
    return last if holds or len(sections) == 4 else None


def text(words: str, code: str) -> str:
    """Words as their format shows them: most formats leave them as they are."""
    if code in ("General", "@"):
        return words
    part = _text_sections(code)
    if part is None:
        return words
    return "".join(words if token.kind == "at" else token.text for token in part.tokens)


def _section(value: float, sections: tuple[Part, ...]) -> tuple[Part, bool]:
    """The section that writes a value, and whether a minus belongs before what it writes."""
    valued = [
        part for part in sections[:3] if not (part is sections[-1] and len(sections) > 1 and _is_text(part))
    ]
    valued = valued or [sections[0]]
    if any(part.condition for part in valued):
        for index, part in enumerate(valued):
            if part.condition is None or _COMPARED[part.condition[0]](value, part.condition[1]):
                return part, index == 0 or part.condition is None or part.condition[1] > 0
        return valued[-1], True
    if value < 0 and len(valued) > 1:
        return valued[1], False
    if value == 0 and len(valued) > 2:
        return valued[2], False
    return valued[0], value < 0


def _is_text(part: Part) -> bool:
    return any(token.kind == "at" for token in part.tokens)
