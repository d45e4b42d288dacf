"""Program text in a plain text: fenced, or lines that look like it."""

import re
from bisect import bisect
from collections.abc import Sequence

from ingest.blocks.drafts import BlockSource, Draft
from ingest.blocks.textlines import Line, stanza_end
from rag.values.pages import Kind

_FENCE = ("```", "~~~")
_NESTED = 9  # fences of another kind inside of one
_SHARE = 0.6  # of lines that look like code
_CODE = re.compile(
    r"[;{}]$|^[})\]]|^(?:def|class|for|while|if|elif|else|try|except|return|import|from|with|print|function|var|let"
    r"|const|public|private|static|void|int|double|char|#include|package|using|SELECT|INSERT|CREATE|UPDATE|FROM|WHERE"
    r"|echo|sudo|pip|git|cd|export)\b.{0,200}(?:[:;(){}=<>\"']|\.\w)|^(?:\$|>>>|\.\.\.|C:\\>)\s|^</?\w+[^>]{0,200}>"
    r"|^[\w.\[\]\"']{1,60}\s?[-+*/|]?=\s?\S{1,80}(?:\s?[-+*/%]\s?\S{1,40}){0,6}$|^[\w.]{1,60}\(.{0,200}\)$|^//|^#!"
)


def code(source: BlockSource, first: int) -> list[Draft]:
    """The code that begins at the line `first`, to its closing fence or to the end of the lines that look like it."""
    lines = source.lines
    if lines[first].text.startswith(_FENCE):
        return [Draft(Kind.CODE, first, _closed(source, first))]
    if not source.parted(first):
        return []
    last, end = first, stanza_end(lines, first)
    while _is_code(source, last, end) and (last == first or lines[last].indent > 0):
        last = end
        if last == len(lines):
            break
        end = stanza_end(lines, last)
    return [Draft(Kind.CODE, first, last)] if last > first else []


def fences(lines: Sequence[Line]) -> list[int]:
    """The lines that close what is fenced."""
    return [
        i
        for i, line in enumerate(lines)
        if line.text.startswith(_FENCE) and not line.text.strip(line.text[0])
    ]


def _closed(source: BlockSource, first: int) -> int:
    fence = source.lines[first].text[:3]
    near = bisect(source.fences, first)
    for index in source.fences[near : near + _NESTED]:
        if source.lines[index].text.startswith(fence):
            return index + 1
    return stanza_end(source.lines, first)


def _is_code(source: BlockSource, first: int, last: int) -> bool:
    lines = source.lines[first:last]
    alike = sum(_CODE.search(line.text[:300]) is not None for line in lines)
    indented = all(line.indent >= 4 for line in lines)
    nested = len({line.indent for line in lines}) > 1
    if alike == 0 or (len(lines) == 1 and not indented):
        return False
    return alike >= _SHARE * len(lines) or (nested and indented and 2 * alike >= len(lines))
