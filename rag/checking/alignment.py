"""Which words of a claim stand where in the evidence.

A claim is laid over a sentence in tiles (`rag.checking.string_tiling`). What they leave open shows what was put
in place of what; tiles in another order show what was moved.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from rag.checking.string_tiling import WEIGHTS, WIDEST_GAP, tiles_of
from rag.checking.tokens import Token, TokenKind

# A claim that needs a fourth sentence cannot be checked by a reader at a glance.
MOST_SENTENCES = 3
# In wider gaps only the words next to the spine are compared.
_NEXT_TO = 4
_TIE = 0.001
_WALL = Token("\n", "", 0, 0, TokenKind.GRAMMAR)


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
            if len(ours) <= WIDEST_GAP and len(theirs) <= WIDEST_GAP and not edge:
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
            if index not in chosen and (tiles := tiles_of(claim, sentence, free))
        ]
        gain, negative, tiles = max(options, key=lambda option: option[:2], default=(0.0, 0, {}))
        if gain < WEIGHTS[TokenKind.CONTENT]:
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
        if naming and kind not in (TokenKind.NAME, TokenKind.NUMBER):
            break
        found.append(index)
        naming = naming or kind in (TokenKind.NAME, TokenKind.NUMBER)
        if kind is TokenKind.CONTENT:
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
    tiles = tiles_of(claim, joined, set(range(len(claim))))
    return tuple(origin[tiles[i]] if i in tiles else None for i in range(len(claim)))


def _gain(claim: Sequence[Token], tiles: dict[int, int]) -> float:
    """The weight of the words covered, a little more where they are neighbours in both texts."""
    neighbours = sum(tiles.get(i + 1) == j + 1 for i, j in tiles.items())
    return sum(WEIGHTS[claim[i].kind] for i in tiles) + 0.25 * neighbours


def _rising(pairs: list[tuple[int, int]], claim: Sequence[Token]) -> list[tuple[int, int]]:
    """The heaviest subsequence of pairs whose second numbers rise.

    Words count alike, but among equals names and numbers give way: they are what gets swapped.
    """
    best: list[tuple[float, int]] = []
    for index, (i, j) in enumerate(pairs):
        own = 1.0 if claim[i].kind in (TokenKind.NAME, TokenKind.NUMBER) else 1.0 + _TIE
        earlier = [(best[k][0], k) for k in range(index) if pairs[k][1] < j]
        total, previous = max(earlier, default=(0.0, -1))
        best.append((total + own, previous))
    index = max(range(len(best)), key=lambda k: best[k][0], default=-1)
    chain: list[tuple[int, int]] = []
    while index != -1:
        chain.append(pairs[index])
        index = best[index][1]
    return chain[::-1]
