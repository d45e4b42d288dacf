"""Which words of a claim stand where in the evidence.

A claim is laid over a sentence by greedy string tiling (Wise, 1993): the longest run of words that
both share, then the longest of what is left, and so on. What the tiles leave open shows what was put
in place of what; tiles in another order show what was moved.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rag.tokens import Kind, Token

# A claim that needs a fourth sentence cannot be checked by a reader at a glance.
MOST_SENTENCES = 3
_WEIGHTS = {Kind.NUMBER: 3.0, Kind.NAME: 2.0, Kind.CONTENT: 2.0, Kind.CUE: 1.0, Kind.GRAMMAR: 0.5}
_WIDEST_GAP = 8


@dataclass(frozen=True, slots=True)
class Gap:
    """Words of the claim that stand where one evidence sentence has others (either may be empty).

    `before` is the index in the claim of the aligned word that precedes the gap, -1 at the start.
    """

    sentence: int
    claim: tuple[int, ...]
    evidence: tuple[int, ...]
    before: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """`places[i]` is the (sentence, token) that token i of the claim is aligned with, or None.

    `sentences` are the indices of the sentences that the claim rests on, most words first.
    """

    claim: tuple[Token, ...]
    evidence: tuple[tuple[Token, ...], ...]
    places: tuple[tuple[int, int] | None, ...]
    sentences: tuple[int, ...]

    def pairs(self, sentence: int) -> list[tuple[int, int]]:
        """The (claim index, evidence index) of the words aligned with one sentence, in claim order."""
        return [(i, place[1]) for i, place in enumerate(self.places) if place and place[0] == sentence]

    def gaps(self, sentence: int) -> list[Gap]:
        """What lies between the words that claim and sentence share in the same order."""
        claim_length, length = len(self.claim), len(self.evidence[sentence])
        spine = [(-1, -1), *_rising(self.pairs(sentence)), (claim_length, length)]
        found = []
        for (i0, j0), (i1, j1) in zip(spine, spine[1:], strict=False):
            inside = tuple(range(i0 + 1, i1))
            # Where the claim begins late or ends early, only the words next to the spine compare.
            low = max(j0 + 1, j1 - len(inside) - 2) if i0 == -1 else j0 + 1
            high = min(j1, j0 + len(inside) + 3) if i1 == claim_length else j1
            across = tuple(range(low, high))
            if (inside or across) and len(inside) <= _WIDEST_GAP and len(across) <= _WIDEST_GAP:
                found.append(Gap(sentence, inside, across, i0))
        return found


def align(claim: Sequence[Token], evidence: Sequence[Sequence[Token]]) -> Alignment:
    """Lay the claim over up to three sentences: the one that covers most of it, then for the rest."""
    places: list[tuple[int, int] | None] = [None] * len(claim)
    chosen: list[int] = []
    while len(chosen) < MOST_SENTENCES:
        free = {i for i, place in enumerate(places) if place is None}
        options = [
            (_gain(claim, tiles), -index, tiles)
            for index, sentence in enumerate(evidence)
            if index not in chosen and (tiles := _tiles(claim, sentence, free))
        ]
        gain, negative, tiles = max(options, key=lambda option: option[:2], default=(0.0, 0, {}))
        if gain < _WEIGHTS[Kind.CONTENT]:
            break
        for i, j in tiles.items():
            places[i] = (-negative, j)
        chosen.append(-negative)
    return Alignment(tuple(claim), tuple(map(tuple, evidence)), tuple(places), tuple(chosen))


def _gain(claim: Sequence[Token], tiles: dict[int, int]) -> float:
    """The weight of the words covered, a little more where they are neighbours in both texts."""
    neighbours = sum(tiles.get(i + 1) == j + 1 for i, j in tiles.items())
    return sum(_WEIGHTS[claim[i].kind] for i in tiles) + 0.25 * neighbours


def _tiles(claim: Sequence[Token], sentence: Sequence[Token], free: set[int]) -> dict[int, int]:
    """Greedy string tiling of the free words of the claim; no tile of grammar alone is begun."""
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
    weight = sum(_WEIGHTS[claim[i + step].kind] for step in range(length))
    if not placed:
        return weight, -abs(i / len(claim) - j / len(sentence))
    nearest = min(placed, key=lambda k: abs(k - i))
    return weight, -abs((j - placed[nearest]) - (i - nearest))


def _fill(
    claim: Sequence[Token], sentence: Sequence[Token], free: set[int], placed: dict[int, int], taken: set[int]
) -> None:
    """Place words of grammar between neighbours that are placed, where the sentence has them too."""
    for i in sorted(free - placed.keys()):
        before = max((k for k in placed if k < i), default=None)
        after = min((k for k in placed if k > i), default=None)
        low = placed[before] + 1 if before is not None else 0
        high = placed[after] if after is not None else len(sentence)
        if low > high:  # the neighbours have changed places
            low, high = high + 1, low - 1
        for j in range(low, min(high, low + _WIDEST_GAP)):
            if j not in taken and sentence[j].key == claim[i].key:
                placed[i] = j
                taken.add(j)
                break


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence of pairs whose second numbers rise (patience sorting)."""
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for index, (_, j) in enumerate(pairs):
        at = bisect_left(tails, j)
        previous.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(j)
            ends.append(index)
        else:
            tails[at] = j
            ends[at] = index
    chain: list[tuple[int, int]] = []
    index = ends[-1] if ends else -1
    while index != -1:
        chain.append(pairs[index])
        index = previous[index]
    return chain[::-1]
