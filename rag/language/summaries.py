"""Headings of what sums something up: "Summary", "Abstract", "Chapter 2 Summary", "Summary of chapter 2"."""

import re
from dataclasses import dataclass

from rag.language.tables import joined

_PART = rf"(?:{joined('about', 'units')})"
_NUMBER = r"(?:\d+(?:\.\d+)*|[ivxlc]+)\b"
_SUMS_UP = re.compile(
    rf"[\d.\s]*(?:(?P<part>{_PART})(?:\s+(?P<number>{_NUMBER}))?\W+)?(?:{joined('about', 'summaries')})"
    rf"(?:\W*|\s*[:–—-]\s.{{1,60}}|\s+(?:{joined('about', 'summarised')})\s.{{1,60}})",
    re.IGNORECASE,
)
_OF_PART = re.compile(rf"\b(?P<part>{_PART})\s+(?P<number>{_NUMBER})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SummaryHeading:
    """What a heading says that it sums up, in lower case: "chapter" and "2"; both "" where it does not say."""

    part: str = ""
    number: str = ""


def summary_heading(heading: str) -> SummaryHeading | None:
    """What `heading` sums up; None where it is no heading of a summary."""
    found = _SUMS_UP.fullmatch(heading.strip())
    if found is None:
        return None
    named = _OF_PART.search(heading)
    if named is None:
        return SummaryHeading()
    return SummaryHeading(named["part"].lower(), named["number"].lower())
