"""What is known of a thing, part by part on a line."""

from collections.abc import Iterable

from ui.markdown import Markdown

_UNBROKEN = "\u00a0"
_SHORT = 30
"""Characters of a part that is kept on one line; a longer one may not fit on a phone's."""


def joined(parts: Iterable[Markdown]) -> Markdown:
    """The parts that are not empty, as Markdown, set apart by dots. A line breaks between two of them, and never
    within a short one: a date, a size."""
    return " · ".join(part.replace(" ", _UNBROKEN) if len(part) <= _SHORT else part for part in parts if part)
