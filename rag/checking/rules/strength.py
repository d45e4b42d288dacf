"""How strongly something is said: how many, how surely, by whom, and how much at least or at most.

"Some may" is less than "all do". A claim that says more than its evidence is not carried by it, even
though every one of its other words is there.
"""

import re
from collections.abc import Iterator, Sequence

from rag.checking.alignment import Gap
from rag.checking.comparison import Comparison
from rag.checking.tokens import Token, TokenKind
from rag.language.quantities import Quantity, quantities
from rag.language.tables import languages, listed, table

_RANKS = {
    word: int(rank)
    for language in languages()
    for rank, words in table("strength", language).get("quantifiers", {}).items()
    for word in words.split()
}
_UNIVERSAL, _MAJORITY = 4, 3
_HEDGES = frozenset(listed("strength", "hedges"))
_ALIKE = _HEDGES | frozenset(listed("strength", "modals"))
_SAYING = frozenset(listed("strength", "saying"))
_LINKS = frozenset(listed("strength", "saying_links"))
_CONDITIONS = frozenset(listed("strength", "conditions"))
_BOUNDS = [
    (
        name,
        re.compile(rf"\b(?:{'|'.join(map(re.escape, listed('strength', name)))})\s*(?:US\$|[$£€¥])?$", re.I),
    )
    for name in ("more", "less", "near", "exact")
]
_LONGEST_BOUND = 24
_ALMOST = listed("strength", "almost")
# "At all", "above all", "after all" do not count anything; "all over" and "not all" do not either.
_PHRASES = listed("strength", "uncounted")


def overstated(compared: Comparison) -> Iterator[str]:
    """A word for more of them where the evidence has one for fewer: all for some, most for several."""
    for gap in compared.gaps:
        ours, theirs = _ranked(compared, gap)
        if ours and theirs and ours[0] >= _MAJORITY and ours[0] > theirs[0] and ours[1] != theirs[1]:
            yield f"the evidence has “{theirs[1]}” where the claim has “{ours[1]}”"


def strengthened(compared: Comparison) -> Iterator[str]:
    """What makes a claim stronger than its evidence: a doubt, no conflict."""
    yield from _universals(compared)
    yield from _dropped_hedges(compared)
    yield from _dropped_conditions(compared)


def bounds(compared: Comparison) -> Iterator[str]:
    """At least for at most: a number that is a lower bound in one text and an upper bound in the other."""
    for mine, other in _bounded(compared):
        if {mine[0], other[0]} == {"more", "less"}:
            yield f"the evidence has “{other[1]}” where the claim has “{mine[1]}”"


def loose_bounds(compared: Comparison) -> Iterator[str]:
    """A number that is a bound in only one of the two texts, or exact in the claim alone: a doubt."""
    for mine, other in _bounded(compared):
        strict = {"more", "less"} & {mine[0], other[0]}
        if mine[0] != other[0] and (strict or mine[0] == "exact") and {mine[0], other[0]} != {"more", "less"}:
            yield f"the evidence has “{other[1]}” where the claim has “{mine[1]}”"


def _universals(compared: Comparison) -> Iterator[str]:
    known = {
        _rank(sentence, j)
        for index in compared.alignment.sentences
        for sentence in [compared.sentence(index)]
        for j in range(len(sentence))
    }
    for i, token in enumerate(compared.tokens):
        if (
            compared.alignment.places[i] is None
            and _rank(compared.tokens, i) == _UNIVERSAL
            and _UNIVERSAL not in known
            and not (i and compared.tokens[i - 1].text.casefold() in _PHRASES)
        ):
            yield f"the evidence does not say “{token.text}”"


def _dropped_hedges(compared: Comparison) -> Iterator[str]:
    if any(
        token.text.casefold() in _ALIKE and place is None
        for token, place in zip(compared.tokens, compared.alignment.places, strict=True)
    ):
        return
    for gap in compared.gaps:
        ours, theirs = compared.sides(gap)
        if any(token.text.casefold() in _ALIKE | _SAYING for token in ours):
            continue
        sentence = compared.sentence(gap.sentence)
        for j, token in zip(gap.evidence, theirs, strict=True):
            word = token.text.casefold()
            if _is_dropped_hedge(compared, gap, j) or (word in _SAYING and _introduces(sentence, j)):
                yield f"the evidence says “{token.text}”, the claim does not"


def _is_dropped_hedge(compared: Comparison, gap: Gap, j: int) -> bool:
    """Whether a hedge weakens what the claim says: the word after it, and what it counts is no number."""
    sentence = compared.sentence(gap.sentence)
    following = next((k for k in range(j + 1, len(sentence)) if sentence[k].carries), None)
    aligned = {k for _, k in compared.alignment.pairs(gap.sentence)}
    return (
        sentence[j].text.casefold() in _HEDGES
        and j not in aligned
        and following in aligned
        and sentence[following].kind is not TokenKind.NUMBER
        and not _is_month(sentence[j])
    )


def _is_month(token: Token) -> bool:
    return token.key.startswith("@")


def _introduces(sentence: Sequence[Token], j: int) -> bool:
    return any(token.text.casefold() in _LINKS for token in sentence[j + 1 : j + 3])


def _dropped_conditions(compared: Comparison) -> Iterator[str]:
    said = {token.text.casefold() for token in compared.tokens}
    for index in compared.alignment.sentences:
        sentence = compared.sentence(index)
        aligned = {j for _, j in compared.alignment.pairs(index)}
        for j, token in enumerate(sentence):
            word = token.text.casefold()
            if word in _CONDITIONS and word not in said and j not in aligned and (j == 0 or j - 1 in aligned):
                yield f"the evidence says “{token.text}”, the claim does not"


def _rank(tokens: Sequence[Token], i: int) -> int:
    rank = _RANKS.get(tokens[i].text.casefold(), 0)
    almost = rank == _UNIVERSAL and i and tokens[i - 1].text.casefold() in _ALMOST
    return _MAJORITY if almost else rank


def _ranked(compared: Comparison, gap: Gap) -> tuple[tuple[int, str] | None, tuple[int, str] | None]:
    """The strongest quantifier on each side of a gap, with its rank."""
    aligned = {j for _, j in compared.alignment.pairs(gap.sentence)}
    theirs = compared.sentence(gap.sentence)
    ours = [
        (_rank(compared.tokens, i), compared.tokens[i].text)
        for i in gap.claim
        if compared.alignment.places[i] is None and _rank(compared.tokens, i)
    ]
    other = [
        (_rank(theirs, j), theirs[j].text) for j in gap.evidence if j not in aligned and _rank(theirs, j)
    ]
    return max(ours, default=None), max(other, default=None)


def _bounded(compared: Comparison) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """For each number that both texts have, how each of them bounds it: (which bound, the words)."""
    places = {token.start: compared.alignment.places[i] for i, token in enumerate(compared.tokens)}
    for quantity in quantities(compared.claim):
        place = places.get(quantity.start)
        if place is None or quantity.weak:
            continue
        text = compared.evidence[place[0]]
        start = compared.sentence(place[0])[place[1]].start
        other = next((found for found in quantities(text) if found.start == start), None)
        if other is not None:
            yield _bound(compared.claim, quantity), _bound(text, other)


def _bound(text: str, quantity: Quantity) -> tuple[str, str]:
    before = text[max(0, quantity.start - _LONGEST_BOUND) : quantity.start]
    for name, pattern in _BOUNDS:
        match = pattern.search(before)
        if match:
            return name, f"{match.group()}{quantity.text}"
    return "none", quantity.text
