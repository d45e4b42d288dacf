"""How a document is set: the size of its text and the usual drop from line to line."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.pdf.layout.strips import Row


@dataclass(frozen=True, slots=True)
class Typesetting:
    """How a document is set: the size of its text, the usual drop between its lines by size, whether it is in mono."""

    body: float
    drops: dict[float, float]
    ratio: float
    mono: bool = False
    bold: bool = False
    right_to_left: bool = False

    def drop(self, size: float) -> float:
        return self.drops.get(size, self.ratio * size)


def setting(columns: Sequence[Sequence[Row]]) -> Typesetting:
    """How the lines of these columns are set."""
    letters: dict[float, int] = {}
    drops: dict[float, list[float]] = {}
    mono = bold = total = 0
    for column in columns:
        lines = [row for row in column if row and row[0].inside is None]
        for row in lines:
            for strip in row:
                letters[strip.size] = letters.get(strip.size, 0) + len(strip.text)
                total += len(strip.text)
                mono += len(strip.text) * strip.mono
                bold += len(strip.text) * strip.bold
        for before, after in pairwise(lines):
            drop = after[0].base - before[0].base
            if before[0].size == after[0].size and 0.5 * after[0].size < drop < 3 * after[0].size:
                drops.setdefault(after[0].size, []).append(drop)
    body = max(letters, key=lambda size: (letters[size], size)) if letters else 10.0
    every = sorted(drop / size for size, some in drops.items() for drop in some)
    ratio = every[len(every) // 2] if every else 1.2
    usual = {size: sorted(some)[(len(some) - 1) // 2] for size, some in drops.items() if len(some) >= 4}
    return Typesetting(body, usual, min(ratio, 2.2), 10 * mono > 9 * total, 2 * bold > total)
