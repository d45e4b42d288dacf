"""What a claim denies and its evidence does not, or the other way round, in plain words."""

import itertools
from collections.abc import Iterator, Sequence

from rag.checking.comparison import Comparison, opens_aside, stands_in
from rag.checking.tokens import Token, TokenKind
from rag.language.negation import negated, opposed
from rag.language.tables import listed

# A negation counts as the same one when it stands at most this many words from where the other has it.
_NEAR = 5
# "Not only" and its like add to what is said, so a claim may leave them out together.
_ADDING = frozenset(listed("grammar", "adding"))


def denials(compared: Comparison) -> Iterator[str]:
    """Negations that only one of the two has near the words that both have."""
    settled, settled_there, _ = _settled(compared)
    for sentence in compared.alignment.sentences:
        theirs = compared.sentence(sentence)
        aligned = {j for _, j in compared.alignment.pairs(sentence)}
        open_theirs = [
            j for j, token in enumerate(theirs) if token.kind is TokenKind.CUE and j not in aligned
        ]
        for i in _open_negations(compared, sentence):
            at = _expected(compared, sentence, i)
            match = min(open_theirs, key=lambda j: abs(j - at), default=None)
            if match is not None and abs(match - at) <= _NEAR:
                open_theirs.remove(match)
            elif i not in settled and _is_denied_here(compared, i, sentence):
                yield f"the claim says “{compared.tokens[i].text}”, the evidence does not"
        for j in open_theirs:
            if (sentence, j) not in settled_there and _denies_something_claimed(compared, sentence, j):
                yield f"the evidence says “{theirs[j].text}”, the claim does not"


def _settled(compared: Comparison) -> tuple[set[int], set[tuple[int, int]], set[tuple[int, int]]]:
    """Where one text denies the opposite of what the other says (not possible, impossible), which is the same.

    The claim's negations, the (sentence, token) of the evidence's, and the (sentence, token) of the opposites.
    """
    ours: set[int] = set()
    theirs: set[tuple[int, int]] = set()
    words: set[tuple[int, int]] = set()
    for gap in compared.gaps:
        sentence = compared.sentence(gap.sentence)
        aligned = {j for _, j in compared.alignment.pairs(gap.sentence)}
        for i, j in itertools.product(gap.claim, gap.evidence):
            if not negated(compared.tokens[i].text, sentence[j].text):
                continue
            mine = _denied(compared.tokens, i, compared.alignment.places)
            other = next(
                (
                    k
                    for k in (j - 1, j - 2)
                    if k >= 0 and sentence[k].kind is TokenKind.CUE and k not in aligned
                ),
                None,
            )
            if (mine is None) != (other is None):
                words.add((gap.sentence, j))
                ours |= {mine} if mine is not None else set()
                theirs |= {(gap.sentence, other)} if other is not None else set()
    return ours, theirs, words


def _denied(tokens: Sequence[Token], i: int, places: Sequence[object]) -> int | None:
    """The negation right before word i that the evidence does not have."""
    return next(
        (k for k in (i - 1, i - 2) if k >= 0 and tokens[k].kind is TokenKind.CUE and places[k] is None), None
    )


def unmatched_negations(compared: Comparison) -> Iterator[str]:
    """Negations of the claim that are not aligned, where the sentence has negations of its own."""
    for sentence in compared.alignment.sentences:
        theirs = compared.sentence(sentence)
        aligned = {j for _, j in compared.alignment.pairs(sentence)}
        spare = sum(token.kind is TokenKind.CUE and j not in aligned for j, token in enumerate(theirs))
        for i in _open_negations(compared, sentence)[spare:]:
            yield f"the evidence may not say “{compared.tokens[i].text}” of this"


def opposites(compared: Comparison) -> Iterator[str]:
    """Words that stand where the evidence has a word of the opposite meaning."""
    *_, settled = _settled(compared)
    for gap in compared.gaps:
        ours, theirs = compared.sides(gap)
        for i, mine in zip(gap.claim, ours, strict=True):
            if compared.is_borrowed(i, theirs) or stands_in(mine, theirs):
                continue
            for j, other in zip(gap.evidence, theirs, strict=True):
                if (gap.sentence, j) in settled:
                    continue
                if opposed(mine.text, other.text) and not stands_in(other, ours):
                    yield f"the evidence has “{other.text}” where the claim has “{mine.text}”"


def _open_negations(compared: Comparison, sentence: int) -> list[int]:
    """The claim's negations that are aligned nowhere and whose nearest aligned word is in the sentence."""
    placed = [k for k, place in enumerate(compared.alignment.places) if place]
    return [
        i
        for i, token in enumerate(compared.tokens)
        if token.kind is TokenKind.CUE
        and compared.alignment.places[i] is None
        and not opens_aside(compared.claim, token)
        and placed
        and compared.is_at(min(placed, key=lambda k: (abs(k - i), k < i)), sentence)
    ]


def _expected(compared: Comparison, sentence: int, i: int) -> int:
    """Where in the sentence word i of the claim would stand, by its nearest aligned neighbour."""
    k, j = min(compared.alignment.pairs(sentence), key=lambda pair: abs(pair[0] - i))
    return j + (i - k)


def _is_denied_here(compared: Comparison, i: int, sentence: int) -> bool:
    """Whether the sentence has the words around a negation of the claim, or no negation at all."""
    if not any(token.kind is TokenKind.CUE for token in compared.sentence(sentence)):
        return True
    saying = [k for k, token in enumerate(compared.tokens) if token.carries and k != i]
    before = [k for k in saying if k < i][-1:]
    after = [k for k in saying if k > i][:1]
    return all(compared.is_at(k, sentence) for k in before + after)


def _denies_something_claimed(compared: Comparison, sentence: int, j: int) -> bool:
    """Whether the claim has what a negation of the sentence denies: the words on both sides, or a phrase."""
    theirs = compared.sentence(sentence)
    ours = {place: i for i, place in compared.alignment.pairs(sentence)}
    if j + 1 < len(theirs) and theirs[j + 1].text.casefold() in _ADDING and j + 1 not in ours:
        return False
    after = next((k for k in range(j + 1, min(j + 1 + _NEAR, len(theirs))) if theirs[k].carries), None)
    if after is None or after not in ours:
        return False
    before = next((k for k in range(j - 1, -1, -1) if theirs[k].kind is not TokenKind.CUE), None)
    phrase = [k for k in compared.alignment.run(ours[after]) if compared.tokens[k].carries]
    return before is None or before in ours or (after == j + 1 and len(phrase) > 1)
