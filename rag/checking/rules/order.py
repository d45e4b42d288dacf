"""Who did what to whom: things of a claim that have changed places against the evidence.

When two phrases change places, the words between them stay: A beat B, B beat A. So the places of three
aligned words fall where they should rise. When clauses or adverbials move (In 1990 A beat B, A beat B
in 1990), at most two of any three do.
"""

import itertools
import re
from collections.abc import Iterator, Sequence

from rag.checking.comparison import Comparison, joins
from rag.checking.tokens import Token, TokenKind
from rag.language.tables import listed

_BE = frozenset(listed("grammar", "be"))
_COPULAS = _BE | frozenset(listed("grammar", "copulas"))
# The order may differ and mean the same: active and passive; A's B and the B of A.
_VOICES = listed("grammar", "voices")
_TURNS = (*_VOICES, *listed("grammar", "genitives"))
_CLAUSE = re.compile(rf"[,;:()]|\b(?:{'|'.join(listed('grammar', 'clause_words'))})\b", re.IGNORECASE)
# Without the same words around them, swapped things count only when they stand this near: next to a
# preposition, or a little further from a word of content.
_REACH_OF_GRAMMAR, _REACH = 3, 6


def exchanged(compared: Comparison) -> Iterator[str]:
    """Two words that each stand where the evidence has the other."""
    traded: set[tuple[int, int, int]] = set()
    for gap in compared.gaps:
        if compared.is_list_order(gap):
            continue
        aligned = {j: i for i, j in compared.alignment.pairs(gap.sentence)}
        moved = [i for i in gap.claim if compared.is_at(i, gap.sentence) and compared.tokens[i].carries]
        lost = [aligned[j] for j in gap.evidence if j in aligned and compared.tokens[aligned[j]].carries]
        for mine in moved:
            for other in lost:
                if compared.dated.get(mine, -1) == compared.dated.get(other, -2):
                    continue
                if (gap.sentence, other, mine) in traded and not _is_equation(
                    compared, gap.sentence, other, mine
                ):
                    yield _changed(compared.tokens[other], compared.tokens[mine])
                traded.add((gap.sentence, mine, other))


def _is_equation(compared: Comparison, sentence: int, one: int, other: int) -> bool:
    """Whether "A is B" became "B is A", with nothing else around them."""
    between = compared.tokens[min(one, other) + 1 : max(one, other)]
    left, right = sorted((i, compared.alignment.places[i]) for i in (one, other))
    if left[1] is None or right[1] is None or not all(t.text.casefold() in _COPULAS for t in between):
        return False
    return not _is_anchored(compared, sentence, (left[0], left[1][1]), (right[0], right[1][1]))


def turned(compared: Comparison) -> Iterator[str]:
    """Active turned passive, or the other way round, while the two sides keep their places."""
    for sentence in compared.alignment.sentences:
        gaps = compared.alignment.gaps(sentence)
        for one, two in itertools.pairwise(gaps):
            (a, b), (c, d) = compared.sides(one), compared.sides(two)
            if len(a) + len(b) > 3 or len(c) + len(d) > 2:
                continue
            ours = _has(a, _BE) and _has(c, _VOICES)
            theirs = _has(b, _BE) and _has(d, _VOICES)
            last = one.claim[-1] if one.claim else one.before
            if ours != theirs and two.before - last <= 2:
                yield f"“{compared.tokens[two.before].text}” is passive in only one of claim and evidence"


def swapped(compared: Comparison) -> Iterator[str]:
    """Two things that have changed places around a third."""
    for sentence in compared.alignment.sentences:
        pairs = [
            pair
            for pair in compared.alignment.pairs(sentence)
            if compared.tokens[pair[0]].kind is not TokenKind.CUE
        ]
        found = next(_reversals(compared, sentence, pairs), None)
        if found:
            yield _changed(*found)


def displaced(compared: Comparison) -> Iterator[str]:
    """Words that stand inside a phrase of the evidence, which has them elsewhere: a doubt, no conflict."""
    for gap in compared.gaps:
        ours, _ = compared.sides(gap)
        strays = [
            token
            for i, token in zip(gap.claim, ours, strict=True)
            if token.kind in (TokenKind.NAME, TokenKind.CONTENT, TokenKind.NUMBER)
            and compared.is_at(i, gap.sentence)
            and i not in compared.dated
        ]
        if strays and gap.inner and len(gap.evidence) <= 1 and not compared.is_list_order(gap):
            yield f"“{strays[0].text}” stands elsewhere in the evidence"


def _reversals(
    compared: Comparison, sentence: int, pairs: list[tuple[int, int]]
) -> Iterator[tuple[Token, Token]]:
    able = [pair for pair in pairs if _can_move(compared.tokens[pair[0]])]
    for i, j in pairs:
        pivot = compared.tokens[i]
        if joins(pivot) or pivot.text.casefold() in _COPULAS:
            continue
        left = [pair for pair in able if pair[0] < i and pair[1] > j][-1:]
        right = [pair for pair in able if pair[0] > i and pair[1] < j][:1]
        if not left or not right or compared.dated.get(left[0][0], -1) == compared.dated.get(right[0][0], -2):
            continue
        if _is_anchored(compared, sentence, left[0], right[0]):
            words: tuple[str, ...] = _VOICES
        elif _is_near((i, j), left[0], right[0], pivot):
            words = _TURNS
        else:
            continue
        ours, theirs = _between(compared, sentence, left[0], right[0])
        if words is _TURNS and (_CLAUSE.search(ours) or _CLAUSE.search(theirs)):
            continue
        if all((word in ours.casefold().split()) == (word in theirs.casefold().split()) for word in words):
            yield compared.tokens[left[0][0]], compared.tokens[right[0][0]]


def _is_anchored(compared: Comparison, sentence: int, left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Whether what stands before one phrase in the claim stands before the other in the evidence, or behind."""
    start, end = compared.alignment.run(left[0])[0], compared.alignment.run(right[0])[-1]
    first = right[1] - (right[0] - compared.alignment.run(right[0])[0])
    last = left[1] + (compared.alignment.run(left[0])[-1] - left[0])
    places = compared.alignment.places
    before = start > 0 and places[start - 1] == (sentence, first - 1)
    behind = end + 1 < len(places) and places[end + 1] == (sentence, last + 1)
    return before or behind


def _is_near(at: tuple[int, int], left: tuple[int, int], right: tuple[int, int], pivot: Token) -> bool:
    reach = _REACH_OF_GRAMMAR if pivot.kind is TokenKind.GRAMMAR else _REACH
    return all(abs(side[axis] - at[axis]) <= reach for side in (left, right) for axis in (0, 1))


def _between(
    compared: Comparison, sentence: int, left: tuple[int, int], right: tuple[int, int]
) -> tuple[str, str]:
    """The text from one phrase to the other, in the claim and in the evidence."""
    theirs = compared.sentence(sentence)
    ours = compared.claim[compared.tokens[left[0]].start : compared.tokens[right[0]].end]
    return ours, compared.evidence[sentence][theirs[right[1]].start : theirs[left[1]].end]


def _can_move(token: Token) -> bool:
    """Whether a token may be part of a swap: content, or a word of grammar within a title."""
    return token.carries or token.text[:1].isupper()


def _has(side: Sequence[Token], words: Sequence[str] | frozenset[str]) -> bool:
    return any(token.text.casefold() in words for token in side)


def _changed(one: Token, other: Token) -> str:
    return f"“{one.text}” and “{other.text}” have changed places"
