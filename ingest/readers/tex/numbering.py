"""The numbers that LaTeX gives: of headings, theorems, items."""

import re

from ingest.readers.letters.numerals import as_number
from ingest.readers.tex.preamble import TexSource, Theorem

HEADINGS = ("part", "chapter", "section", "subsection", "subsubsection", "paragraph", "subparagraph")
"""Commands of headings, the highest first."""
_BOOKS = re.compile(r"book|report|memoir|thesis|scrbook|scrreprt")
_SLIDES = re.compile(r"beamer|slides|powerdot|prosper")
_LISTED = ("decimal", "lower-alpha", "lower-roman", "upper-alpha")
_STYLES = {
    "arabic": "decimal",
    "alph": "lower-alpha",
    "Alph": "upper-alpha",
    "roman": "lower-roman",
    "Roman": "upper-roman",
}
_SHORT = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}


class Numbers:
    """Counts what is numbered in a source. A part of a source has no numbers: nobody knows those before it."""

    def __init__(self, source: TexSource) -> None:
        self._counts = dict.fromkeys(HEADINGS, 0)
        self._theorems: dict[str, tuple[str, int]] = {}
        self._whole = source.whole
        self.is_slides = _SLIDES.search(source.kind) is not None
        self._has_chapters = "\\chapter" in source.body
        self._deepest = 3 if self._has_chapters or _BOOKS.search(source.kind) else 4
        self._appendix = False
        self.items: dict[int, int] = {}

    def level(self, name: str) -> int:
        """The level of a heading: parts and chapters are 1, sections 2, of slides 1."""
        place = HEADINGS.index(name)
        return max(1, min(6, place - self.is_slides))

    def heading(self, name: str) -> str:
        """The number of the next heading of a kind, "" where it has none."""
        place = HEADINGS.index(name)
        if not self._whole or self.is_slides or place > self._deepest:
            return ""
        self._counts[name] += 1
        for lower in HEADINGS[max(place + 1, 2 if name == "part" and not self._has_chapters else 0) :]:
            if name != "part" or lower not in ("chapter", "section"):
                self._counts[lower] = 0
        if name == "part":
            return as_number(self._counts["part"], "upper-roman").rstrip(".")
        return self._number(name)

    def _number(self, name: str) -> str:
        first = 1 if self._has_chapters else 2
        counts = [self._counts[above] for above in HEADINGS[first : HEADINGS.index(name) + 1]]
        parts = [str(count) for count in counts] if all(counts) else []  # one above it has a name of its own
        if parts and self._appendix:
            parts[0] = as_number(int(parts[0]), "upper-alpha").rstrip(".")
        return ".".join(parts)

    def begin_appendix(self) -> None:
        """From here on the highest headings have letters."""
        self._appendix = True
        self._counts = dict.fromkeys(HEADINGS, 0)

    def set(self, name: str, value: str, adds: bool) -> None:
        """Set a counter, or add to it."""
        if not re.fullmatch(r"\s*-?\d{1,5}\s*", value, re.ASCII):
            return
        if name in self._counts:
            self._counts[name] = int(value) + (self._counts[name] if adds else 0)
        elif name in ("enumi", "enumii", "enumiii", "enumiv"):
            depth = ("enumi", "enumii", "enumiii", "enumiv").index(name)
            self.items[depth] = int(value) + (self.items.get(depth, 0) if adds else 0)

    def theorem(self, kind: Theorem) -> str:
        """The number of the next theorem of a kind, "" where it has none."""
        if not self._whole or not kind.numbered:
            return ""
        within = self._number(kind.within) if kind.within in HEADINGS[1:] else ""
        before, count = self._theorems.get(kind.counter, ("", 0))
        count = count + 1 if before == within else 1
        self._theorems[kind.counter] = within, count
        return f"{within}.{count}" if within else str(count)


def item_style(options: str, depth: int) -> tuple[str, str, str]:
    """How the items of a numbered list are numbered: (style, what is before the number, what is after it)."""
    stated = re.search(r"label\s*=\s*(\{.*\}|[^,]*)", options)
    pattern = (stated[1].strip("{} ") if stated else options).strip()
    command = re.search(r"\\(arabic|alph|Alph|roman|Roman)\s*\*?", pattern)
    if command:
        return _STYLES[command[1]], _plain(pattern[: command.start()]), _plain(pattern[command.end() :])
    short = re.search(r"(?<![A-Za-z\\])[1aAiI](?![A-Za-z=])", pattern) if "=" not in pattern else None
    if short:
        return _SHORT[short.group()], _plain(pattern[: short.start()]), _plain(pattern[short.end() :])
    kind = _LISTED[min(depth, 3)]
    return (kind, "(", ")") if depth == 1 else (kind, "", ".")


def _plain(words: str) -> str:
    return re.sub(r"\\[a-zA-Z]+\*?|[{}]", "", words)
