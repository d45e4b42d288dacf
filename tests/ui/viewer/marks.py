"""What is marked in Markdown of the viewer, as it is read."""

import re

_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_OPENING = ":yellow-background["
JOINER = "\u2060"


def marked(markdown: str) -> list[str]:
    """The words of each mark, in order."""
    found: list[str] = []
    position = 0
    while (start := markdown.find(_OPENING, position)) >= 0:
        start += len(_OPENING)
        position = start
        while markdown[position] != "]":
            position += 2 if markdown[position] == "\\" else 1
        inside = re.sub(r"(?<!\\)\*\*", "", markdown[start:position])
        found.append(_ESCAPED.sub(r"\1", inside).replace(JOINER, ""))
    return found
