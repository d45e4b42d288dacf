"""The rows of a table as they are written: one row of heads, then the others, all of one width."""

from collections.abc import Sequence

from ingest.readers.sections.pieces import Rows

_LONGEST = 60  # characters of what may be a head


def headed(rows: Sequence[Sequence[str]], heads: Sequence[bool], first_is_head: bool = False) -> Rows:
    """The rows with those of the heads that they begin with as one, () where there is no word.

    `heads` says which rows are heads. Where none is, the first one is where that is said, or where it reads like heads
    above figures; else the heads are empty.
    """
    kept = [(row, is_head) for row, is_head in zip(rows, heads, strict=True) if any(map(str.strip, row))]
    if not kept:
        return ()
    width = max(len(row) for row, _ in kept)
    filled = [([*row, *[""] * (width - len(row))], is_head) for row, is_head in kept]
    used = [column for column in range(width) if any(row[column] for row, _ in filled)]
    lines = [tuple(row[column] for column in used) for row, _ in filled]
    count = next((index for index, (_, is_head) in enumerate(filled) if not is_head), len(filled))
    if count == len(filled):
        count = min(1, len(filled) - 1)  # nothing but heads: the first one heads the others
    if count == 0 and len(lines) > 1 and (first_is_head or _reads_like_heads(lines)):
        count = 1
    if count == 0:
        return (("",) * len(used), *lines)
    return (
        tuple(_combined([line[column] for line in lines[:count]]) for column in range(len(used))),
        *lines[count:],
    )


def _combined(said: Sequence[str]) -> str:
    """What several heads above each other say, each once."""
    return " ".join(dict.fromkeys(words for words in said if words))


def _reads_like_heads(lines: Sequence[tuple[str, ...]]) -> bool:
    """Whether the first row has short words and no figures, and under most of it there are figures."""
    first, others = lines[0], lines[1:]
    worded = [words for words in first if words]
    if len(worded) < max(2, len(first) - 1) or len(set(worded)) < len(worded):
        return False
    if any(len(words) > _LONGEST or any(map(str.isdigit, words)) for words in worded):
        return False
    figures = sum(any(any(map(str.isdigit, cell)) for cell in line) for line in others)
    return 2 * figures >= len(others)
