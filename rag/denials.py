"""What a claim denies and its evidence does not, or the other way round, in plain words."""

from collections.abc import Iterator, Sequence

from rag.comparison import Comparison, opens_aside, stands_in
from rag.polarity import opposed
from rag.tokens import Kind, Token

# A negation counts as the same one when it stands at most this many words from where the other has it.
_NEAR = 5


def denials(compared: Comparison) -> Iterator[str]:
    """Negations that only one of the two has near the words that both have."""
    for sentence in compared.alignment.sentences:
        theirs = compared.sentence(sentence)
        aligned = {j for _, j in compared.alignment.pairs(sentence)}
        open_theirs = [j for j, token in enumerate(theirs) if token.kind is Kind.CUE and j not in aligned]
        for i in _open_negations(compared, sentence):
            at = _expected(compared, sentence, i)
            match = min(open_theirs, key=lambda j: abs(j - at), default=None)
            if match is not None and abs(match - at) <= _NEAR:
                open_theirs.remove(match)
            elif _is_denied_here(compared, i, sentence):
                yield f"the claim says “{compared.tokens[i].text}”, the evidence does not"
        for j in open_theirs:
            if _denies_something_claimed(theirs, j, aligned):
                yield f"the evidence says “{theirs[j].text}”, the claim does not"


def doubts(compared: Comparison) -> Iterator[str]:
    """Negations of the claim that are not aligned, where the sentence has negations of its own."""
    for sentence in compared.alignment.sentences:
        theirs = compared.sentence(sentence)
        aligned = {j for _, j in compared.alignment.pairs(sentence)}
        spare = sum(token.kind is Kind.CUE and j not in aligned for j, token in enumerate(theirs))
        for i in _open_negations(compared, sentence)[spare:]:
            yield f"the evidence may not say “{compared.tokens[i].text}” of this"


def opposites(compared: Comparison) -> Iterator[str]:
    """Words that stand where the evidence has a word of the opposite meaning."""
    for gap in compared.gaps:
        ours, theirs = compared.sides(gap)
        for i, mine in zip(gap.claim, ours, strict=True):
            if compared.is_borrowed(i) or stands_in(mine, theirs):
                continue
            for other in theirs:
                if opposed(mine.text, other.text) and not stands_in(other, ours):
                    yield f"the evidence has “{other.text}” where the claim has “{mine.text}”"


def _open_negations(compared: Comparison, sentence: int) -> list[int]:
    """The claim's negations that are aligned nowhere and whose nearest aligned word is in the sentence."""
    placed = [k for k, place in enumerate(compared.alignment.places) if place]
    return [
        i
        for i, token in enumerate(compared.tokens)
        if token.kind is Kind.CUE
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
    if not any(token.kind is Kind.CUE for token in compared.sentence(sentence)):
        return True
    saying = [k for k, token in enumerate(compared.tokens) if token.carries and k != i]
    before = [k for k in saying if k < i][-1:]
    after = [k for k in saying if k > i][:1]
    return all(compared.is_at(k, sentence) for k in before + after)


def _denies_something_claimed(sentence: Sequence[Token], j: int, aligned: set[int]) -> bool:
    """Whether the words next to a negation, on both sides, are in the claim."""
    after = next((k for k in range(j + 1, len(sentence)) if sentence[k].carries), None)
    before = next((k for k in range(j - 1, -1, -1) if sentence[k].kind is not Kind.CUE), None)
    return (
        after in aligned
        and after is not None
        and after - j <= _NEAR
        and (before is None or before in aligned)
    )
