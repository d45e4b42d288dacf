"""When something of a page of speech is said."""

import re

from rag.values.pages import Kind, Page

MINUTE = "minute"
"""The method of pages of speech."""
_TIME = re.compile(r"(?:\d+:)?\d{1,2}:\d{2}")


def time_of(page: Page, start: int) -> str:
    """The time ("12:40", "1:02:05") at which the words at the character `start` of a page of speech are said: that of
    the paragraph that they are in. "" for a page that is no speech.

    A paragraph's time stands on a line of its own before it, as furniture.
    """
    if page.method != MINUTE:
        return ""
    found = page.label
    for block in page.blocks:
        if block.start > start:
            break
        said = page.text[block.start : block.end]
        if block.kind is Kind.FURNITURE and _TIME.fullmatch(said):
            found = said
    return found


def written(seconds: int) -> str:
    """A time as it is written: "0:07", "12:40", "1:02:05"."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
