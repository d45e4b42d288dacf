"""What is taken along of chats and notes, whatever the format: parts of text with numbers, and what they stand for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from rag.values import Citation


class TextStyle(StrEnum):
    """What a part is: a heading, the short answer, running text, an item of a list, a remark aside."""

    HEADING = "heading"
    SHORT = "short"
    TEXT = "text"
    ITEM = "item"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class TextRun:
    """Plain text, with the 1-based numbers of the sources behind it that carry it."""

    text: str
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperPart:
    """A paragraph, a heading, an item."""

    style: TextStyle
    runs: tuple[TextRun, ...]

    @classmethod
    def of(cls, style: TextStyle, text: str) -> "PaperPart":
        """A part without numbers."""
        return cls(style, (TextRun(text),))


@dataclass(frozen=True, slots=True)
class Paper:
    """A text with its sources at its end; `about` is a line below the title, the source of number n is
    `sources[n - 1]`."""

    title: str
    about: str
    parts: tuple[PaperPart, ...]
    sources: tuple[Citation, ...]


@dataclass(slots=True)
class SourceNumbers:
    """Gives the sources of several answers numbers of one row: the same words have the same number."""

    sources: list[Citation] = field(default_factory=list)

    def taken(self, parts: Iterable[PaperPart], sources: Sequence[Citation]) -> list[PaperPart]:
        """The parts, which count `sources` from 1, with the numbers of this row; a source that none of them cites
        gets none."""
        return [
            replace(part, runs=tuple(self._renumbered(run, sources) for run in part.runs)) for part in parts
        ]

    def _renumbered(self, run: TextRun, sources: Sequence[Citation]) -> TextRun:
        return TextRun(run.text, tuple(self._number(sources[number - 1]) for number in run.numbers))

    def _number(self, source: Citation) -> int:
        for index, known in enumerate(self.sources):
            if known.holds(source) and source.holds(known) and known.quote == source.quote:
                return index + 1
        self.sources.append(source)
        return len(self.sources)


def on_day(moment: float) -> str:
    """The day of a UNIX time in words, here: `3 May 2026`."""
    return f"{datetime.fromtimestamp(moment):%d %B %Y}".lstrip("0")
