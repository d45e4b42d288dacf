"""The sentences of an answer as they are read: without list marks and raw tables, and what says the same once."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rag.language.layout import plain_line, without_number
from rag.language.words import terms
from rag.values import Answer, Claim

_BULLET = re.compile(r"^[-*+•‣▪●◦·–—]\s+")
_RULE = re.compile(r"[\s:=-]*")  # of a table, between two pipes
_CELLS = " · "


def readable(text: str) -> str:
    """`text` on one line, without what marks a list, a heading, bold words or a table in its source."""
    line = plain_line(text)
    return without_number(_without_table(line)) or line


def is_listed(text: str) -> bool:
    """Whether `text` is an item of a list in its source, told by its mark."""
    line = " ".join(text.split())
    return bool(_BULLET.match(line)) or without_number(line) != line


def around(answer: Answer) -> tuple[list[str], list[str]]:
    """The lines of an answer's text before its claims, and those after them; none where it has no others."""
    lines = answer.text.splitlines()
    claimed = [plain_line(claim.text) for claim in answer.claims]
    told = [index for index, line in enumerate(lines) if any(text in line for text in claimed)]
    return (lines[: told[0]], lines[told[-1] + 1 :]) if told else ([], [])


def distinct(claims: Iterable[Claim]) -> list[Claim]:
    """The claims in order, of those that say the same only the first, with the citations of all.

    Where the words of one are part of another's, the longer one stays, in the place of the first.
    """
    kept: list[tuple[Claim, list[str]]] = []
    for claim in claims:
        words = terms(readable(claim.text))
        for index, (known, said) in enumerate(kept):
            if said == words:
                kept[index] = _joined(known, claim), said
            elif _holds(words, said) and claim.source is known.source:
                kept[index] = claim, words
            elif not (_holds(said, words) and claim.source is known.source):
                continue
            break
        else:
            kept.append((claim, words))
    return [claim for claim, _ in kept]


def _without_table(line: str) -> str:
    """The cells of a row, or of rows run together, set apart by dots; other text as it is."""
    if not (line.startswith("|") or line.endswith("|") or line.count(" | ") > 1):
        return line
    cells = (cell.strip() for cell in line.split("|"))
    return _CELLS.join(cell for cell in cells if not _RULE.fullmatch(cell))


def _joined(first: Claim, second: Claim) -> Claim:
    new = tuple(citation for citation in second.citations if citation not in first.citations)
    return replace(first, citations=first.citations + new)


def _holds(outer: Sequence[str], inner: Sequence[str]) -> bool:
    """Whether the words of `inner`, three at least, stand in `outer` one after the other."""
    width = len(inner)
    return 2 < width < len(outer) and any(
        outer[start : start + width] == inner for start in range(len(outer) - width + 1)
    )
