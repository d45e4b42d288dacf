"""Which words of a claim stand where in the evidence.

A claim is laid over a sentence by greedy string tiling (Wise, 1993): the longest run of words that
both share, then the longest of what is left, and so on. What the tiles leave open shows what was put
in place of what; tiles in another order show what was moved.
"""

import itertools
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rag.tokens import Kind, Token

# A claim that needs a fourth sentence cannot be checked by a reader at a glance.
MOST_SENTENCES = 3
_WEIGHTS = {
    Kind.NUMBER: 3.0,
    Kind.UNIT: 2.0,
    Kind.NAME: 2.0,
    Kind.CONTENT: 2.0,
    Kind.CUE: 1.0,
    Kind.GRAMMAR: 0.5,
}
_WIDEST_GAP = 8
# In wider gaps only the words next to the spine are compared.
_NEXT_TO = 4
_TIE = 0.001
_WALL = Token("\n", "", 0, 0, Kind.GRAMMAR)


@dataclass(frozen=True, slots=True)
class Gap:
    """Words of the claim that stand where one evidence sentence has others (either may be empty).

    `before` is the index in the claim of the aligned word that precedes the gap, -1 for none; `inner`
    gaps are narrow and lie between two aligned words.
    """

    sentence: int
    claim: tuple[int, ...]
    evidence: tuple[int, ...]
    before: int
    inner: bool = False


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

    def run(self, i: int) -> list[int]:
        """The words around word i of the claim that stand side by side in the evidence too, i included."""
        found = [i]
        for step in (-1, 1):
            at = i
            while self._follows(at, step):
                at += step
                found.append(at)
        return sorted(found)

    def _follows(self, i: int, step: int) -> bool:
        if not 0 <= i + step < len(self.places):
            return False
        here, there = self.places[i], self.places[i + step]
        return here is not None and there == (here[0], here[1] + step)

    def gaps(self, sentence: int) -> list[Gap]:
        """What lies between the words that claim and sentence share in the same order."""
        claim_length, length = len(self.claim), len(self.evidence[sentence])
        spine = [(-1, -1), *_rising(self.pairs(sentence), self.claim), (claim_length, length)]
        found = []
        for (i0, j0), (i1, j1) in itertools.pairwise(spine):
            ours, theirs = tuple(range(i0 + 1, i1)), tuple(range(j0 + 1, j1))
            edge = i0 == -1 or i1 == claim_length
            if len(ours) <= _WIDEST_GAP and len(theirs) <= _WIDEST_GAP and not edge:
                found.append(Gap(sentence, ours, theirs, i0, inner=True))
                continue
            if i0 >= 0:
                found.append(
                    Gap(
                        sentence,
                        _nearest(self.claim, ours),
                        _nearest(self.evidence[sentence], theirs),
                        i0,
                    )
                )
            if i1 < claim_length:
                found.append(
                    Gap(
                        sentence,
                        _nearest(self.claim, ours[::-1]),
                        _nearest(self.evidence[sentence], theirs[::-1]),
                        -1,
                    )
                )
        return [gap for gap in found if gap.claim or gap.evidence]


def align(claim: Sequence[Token], evidence: Sequence[Sequence[Token]]) -> Alignment:
    """Lay the claim over up to three sentences: the one that covers most of it, then for the rest."""
    free = set(range(len(claim)))
    chosen: list[int] = []
    while len(chosen) < MOST_SENTENCES:
        options = [
            (_gain(claim, tiles), -index, tiles)
            for index, sentence in enumerate(evidence)
            if index not in chosen and (tiles := _tiles(claim, sentence, free))
        ]
        gain, negative, tiles = max(options, key=lambda option: option[:2], default=(0.0, 0, {}))
        if gain < _WEIGHTS[Kind.CONTENT]:
            break
        free -= tiles.keys()
        chosen.append(-negative)
    places = _places(claim, evidence, chosen)
    return Alignment(tuple(claim), tuple(map(tuple, evidence)), places, tuple(chosen))


def _nearest(words: Sequence[Token], indices: Sequence[int]) -> tuple[int, ...]:
    """The first phrase of a wide gap: grammar, then one content word or a run of names and numbers."""
    found: list[int] = []
    naming = False
    for index in indices[:_NEXT_TO]:
        kind = words[index].kind
        if naming and kind not in (Kind.NAME, Kind.NUMBER):
            break
        found.append(index)
        naming = naming or kind in (Kind.NAME, Kind.NUMBER)
        if kind is Kind.CONTENT:
            break
    return tuple(sorted(found))


def _places(
    claim: Sequence[Token], evidence: Sequence[Sequence[Token]], chosen: Sequence[int]
) -> tuple[tuple[int, int] | None, ...]:
    """One tiling over all the chosen sentences, so that each run goes to where it is longest."""
    joined: list[Token] = []
    origin: list[tuple[int, int]] = []
    for index in chosen:
        joined += [*evidence[index], _WALL]
        origin += [(index, j) for j in range(len(evidence[index]) + 1)]
    tiles = _tiles(claim, joined, set(range(len(claim))))
    return tuple(origin[tiles[i]] if i in tiles else None for i in range(len(claim)))


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
    between = list(range(low, min(high, low + _WIDEST_GAP)))
    if before is None:
        between = list(range(high - 1, max(low, high - _WIDEST_GAP) - 1, -1))
    return [j for j in beside + between if 0 <= j < length]


def _rising(pairs: list[tuple[int, int]], claim: Sequence[Token]) -> list[tuple[int, int]]:
    """The heaviest subsequence of pairs whose second numbers rise.

    Words count alike, but among equals names and numbers give way: they are what gets swapped.
    """
    best: list[tuple[float, int]] = []
    for index, (i, j) in enumerate(pairs):
        own = 1.0 if claim[i].kind in (Kind.NAME, Kind.NUMBER) else 1.0 + _TIE
        earlier = [(best[k][0], k) for k in range(index) if pairs[k][1] < j]
        total, previous = max(earlier, default=(0.0, -1))
        best.append((total + own, previous))
    index = max(range(len(best)), key=lambda k: best[k][0], default=-1)
    chain: list[tuple[int, int]] = []
    while index != -1:
        chain.append(pairs[index])
        index = best[index][1]
    return chain[::-1]
