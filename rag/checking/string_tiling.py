"""Greedy string tiling (Wise, 1993): the longest run of words that a claim and a sentence share, then the
longest of what is left, and so on."""

from collections import defaultdict
from collections.abc import Sequence

from rag.checking.tokens import Token, TokenKind

WEIGHTS = {
    TokenKind.NUMBER: 3.0,
    TokenKind.UNIT: 2.0,
    TokenKind.NAME: 2.0,
    TokenKind.CONTENT: 2.0,
    TokenKind.CUE: 1.0,
    TokenKind.GRAMMAR: 0.5,
}
WIDEST_GAP = 8


def tiles_of(claim: Sequence[Token], sentence: Sequence[Token], free: set[int]) -> dict[int, int]:
    """Which word of the sentence each of the `free` words of the claim (indices) lies on; not all do.

    No tile of grammar alone is begun.
    """
    by_key: dict[str, list[int]] = defaultdict(list)
    for j, token in enumerate(sentence):
        by_key[token.key].append(j)
    placed: dict[int, int] = {}
    taken: set[int] = set()
    while True:
        runs = _runs(claim, sentence, by_key, free - placed.keys(), taken)
        best = max(runs, key=lambda run: _run_rank(claim, sentence, run, placed), default=None)
        if best is None:
            break
        i, j, length = best
        for step in range(length):
            placed[i + step] = j + step
            taken.add(j + step)
    _fill(claim, sentence, free, placed, taken)
    return placed


def _runs(
    claim: Sequence[Token],
    sentence: Sequence[Token],
    by_key: dict[str, list[int]],
    free: set[int],
    taken: set[int],
) -> list[tuple[int, int, int]]:
    """Every longest (claim start, sentence start, length) run of shared free words with content."""
    found = []
    for i in sorted(free):
        for j in by_key.get(claim[i].key, ()):
            if j in taken or (
                i - 1 in free and j > 0 and j - 1 not in taken and claim[i - 1].key == sentence[j - 1].key
            ):
                continue
            length = 1
            while (
                i + length in free
                and j + length < len(sentence)
                and j + length not in taken
                and claim[i + length].key == sentence[j + length].key
            ):
                length += 1
            if any(claim[i + step].carries for step in range(length)):
                found.append((i, j, length))
    return found


def _run_rank(
    claim: Sequence[Token], sentence: Sequence[Token], run: tuple[int, int, int], placed: dict[int, int]
) -> tuple[float, float]:
    """Heavier first; among equals the one that keeps nearest to the words already placed."""
    i, j, length = run
    weight = sum(WEIGHTS[claim[i + step].kind] for step in range(length))
    if not placed:
        return weight, -abs(i / len(claim) - j / len(sentence))
    nearest = min(placed, key=lambda k: abs(k - i))
    return weight, -abs((j - placed[nearest]) - (i - nearest))


def _fill(
    claim: Sequence[Token], sentence: Sequence[Token], free: set[int], placed: dict[int, int], taken: set[int]
) -> None:
    """Place words of grammar between neighbours that are placed, where the sentence has them too."""
    for i in sorted(free - placed.keys()):
        j = next(
            (
                j
                for j in _likely(i, placed, len(sentence))
                if j not in taken and sentence[j].key == claim[i].key
            ),
            None,
        )
        if j is not None:
            placed[i] = j
            taken.add(j)


def _likely(i: int, placed: dict[int, int], length: int) -> list[int]:
    """Where word i may stand: next to its aligned neighbours, then anywhere near between them."""
    before = max((k for k in placed if k < i), default=None)
    after = min((k for k in placed if k > i), default=None)
    low = placed[before] + 1 if before is not None else 0
    high = placed[after] if after is not None else length
    beside = ([low] if before == i - 1 else []) + ([high - 1] if after == i + 1 else [])
    if low > high:  # the neighbours have changed places
        low, high = high + 1, low - 1
    between = list(range(low, min(high, low + WIDEST_GAP)))
    if before is None:
        between = list(range(high - 1, max(low, high - WIDEST_GAP) - 1, -1))
    return [j for j in beside + between if 0 <= j < length]
