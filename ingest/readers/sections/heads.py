"""Tables as rows of words: which of them name the columns. The first row of what comes out is that of the heads."""

import re
from collections.abc import Sequence

from ingest.readers.sections.pieces import Rows

_SHORT = 60  # characters of the name of a column
_HEADS = 6  # rows of names at most
_FIGURE = re.compile(r"[^\w]*\d[\d\s.,:/%°–-]*\w{0,3}[^\w]*")
_Lines = Sequence[Sequence[str]]


def headed(rows: _Lines, heads: Sequence[bool], first_is_head: bool = False, wide: _Lines = ()) -> Rows:
    """The rows without empty ones and empty columns, those of heads as one; () where there is no word.

    `heads` says which rows are heads. Where none is, the first one is where that is said, or where it reads like heads;
    else the heads are empty. `wide` are the rows with the words of cells over several columns in each of these.
    """
    kept = [index for index, row in enumerate(rows) if any(map(str.strip, row))]
    if not kept:
        return ()
    width = max(len(rows[index]) for index in kept)
    filled = _filled(rows, kept, width)
    used = [column for column in range(width) if any(row[column] for row in filled)]
    lines = [tuple(row[column] for column in used) for row in filled]
    count = _count(lines, [heads[index] for index in kept], first_is_head)
    if count == 0:
        return (("",) * len(used), *lines)
    named = _filled(wide or rows, kept[:count], width)
    return (tuple(_combined([row[column] for row in named]) for column in used), *lines[count:])


def _filled(rows: _Lines, kept: Sequence[int], width: int) -> list[list[str]]:
    return [[*rows[index], *[""] * (width - len(rows[index]))] for index in kept]


def _combined(said: Sequence[str]) -> str:
    """What several heads above each other say, each once."""
    return " ".join(dict.fromkeys(filter(None, said)))


def _count(lines: Sequence[tuple[str, ...]], heads: Sequence[bool], first_is_head: bool) -> int:
    """How many rows at the beginning name the columns."""
    if len(lines) < 2:
        return 0
    stated = next((index for index, is_head in enumerate(heads) if not is_head), len(heads))
    if stated == len(lines):
        return 1  # nothing but heads: the first one heads the others
    if 0 < stated <= _HEADS:
        return stated
    return int(len(lines[0]) > 1 and (first_is_head or _reads_like_heads(lines)) and _may_name(lines[0]))


def _reads_like_heads(lines: Sequence[tuple[str, ...]]) -> bool:
    return _names_figures(lines) or (len(lines[0]) > 2 and len(lines) > 2 and _names_words(lines))


def _may_name(row: tuple[str, ...]) -> bool:
    """Whether the cells of a row are short and different words, all but the first filled."""
    said = [cell for cell in row if cell]
    return (
        all(row[1:])
        and len(set(said)) == len(said)
        and all(len(cell) <= _SHORT and not _FIGURE.fullmatch(cell) for cell in said)
    )


def _names_figures(lines: Sequence[tuple[str, ...]]) -> bool:
    """Whether there are figures under a word, in half of the rows that have something there."""
    for column in range(len(lines[0])):
        under = [row[column] for row in lines[1:] if row[column]]
        figures = sum(_FIGURE.fullmatch(cell) is not None for cell in under)
        if lines[0][column] and under and 2 * figures >= len(under) and any(lines[0][1:]):
            return True
    return False


def _names_words(lines: Sequence[tuple[str, ...]]) -> bool:
    """Whether what stands under the first row is longer than it, on the whole, and no pair of a key and its value."""
    first = sum(map(len, lines[0]))
    rest = [sum(map(len, row)) for row in lines[1:]]
    keys = sum(row[0].endswith((":", "：")) for row in lines)
    return (
        2 * keys < len(lines)
        and first <= sum(rest) / len(rest)
        and not any(cell.endswith((".", ":", "?", "!")) for cell in lines[0])
    )
