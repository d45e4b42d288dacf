"""Blocks of plain text: paragraphs."""

import re

from rag.values import Block, Kind

_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?!\s*\n))*")


def blocks(text: str) -> list[Block]:
    """What is parted by blank lines, as paragraphs."""
    return [
        Block(Kind.PARAGRAPH, match.start(), match.start() + len(match.group().rstrip()))
        for match in _PARAGRAPH.finditer(text)
    ]
