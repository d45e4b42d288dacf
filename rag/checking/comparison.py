"""A claim laid over its evidence: what the checks ask about it."""

from collections.abc import Sequence
from functools import cached_property

from rag.checking.alignment import Alignment, Gap, align
from rag.checking.tokens import Token, TokenKind, tokens
from rag.language.dates import dates
from rag.language.identify import language
from rag.language.names import Register, capitals_tell
from rag.language.tables import listed

# So many words of content or names that stand side by side in both texts are a phrase of their own.
_PHRASE = 3
_JOINERS = frozenset(listed("grammar", "list_joiners"))


class Comparison:
    """A claim, the evidence sentences, and how they are aligned.

    `titles` are what the documents call themselves: their words are known names.
    """

    def __init__(self, claim: str, evidence: Sequence[str], titles: Sequence[str] = ()) -> None:
        spoken = language(" ".join(evidence))
        self.claim = claim
        self.evidence = tuple(evidence)
        self.titles = tuple(titles)
        self.title_tokens = [tokens(title, spoken) for title in titles]
        self.alignment: Alignment = align(
            tokens(claim, spoken), [tokens(sentence, spoken) for sentence in evidence]
        )
        self.tokens = self.alignment.claim

    @cached_property
    def register(self) -> Register:
        """The words of all the evidence and the titles."""
        return Register([*self.evidence, *self.titles])

    @cached_property
    def capitals_tell(self) -> bool:
        """Whether capitals mark names in this evidence and this claim."""
        return not self.claim.isupper() and capitals_tell(self.evidence)

    @cached_property
    def dated(self) -> dict[int, int]:
        """Which full date (0-based) of the claim each of its words belongs to: its parts may stand in any order."""
        full = [date for date in dates(self.claim) if date.day]
        return {
            i: number
            for i, token in enumerate(self.tokens)
            for number, date in enumerate(full)
            if date.start <= token.start < date.end
        }

    @cached_property
    def exchangeable(self) -> frozenset[int]:
        """The words of the claim that are a date whose day and month may be meant the other way round (12/05/2020)."""
        known = [date for date in dates(self.claim) if date.exchangeable]
        return frozenset(
            i for i, token in enumerate(self.tokens) if any(d.start <= token.start < d.end for d in known)
        )

    @cached_property
    def gaps(self) -> list[Gap]:
        """What stands in place of what, over all the sentences that the claim rests on."""
        return [gap for sentence in self.alignment.sentences for gap in self.alignment.gaps(sentence)]

    @cached_property
    def missing(self) -> list[Token]:
        """The content words and names of the claim that the evidence has in no form."""
        return [
            token
            for token, place in zip(self.tokens, self.alignment.places, strict=True)
            if place is None
            and token.kind in (TokenKind.CONTENT, TokenKind.NAME)
            and not self.register.has(token.text)
            and not self.register.spells(token.text)
        ]

    @property
    def covered(self) -> float:
        """The share in [0, 1] of the claim's content words and names that the evidence has."""
        saying = [token for token in self.tokens if token.kind in (TokenKind.CONTENT, TokenKind.NAME)]
        return 1 - len(self.missing) / len(saying) if saying else 1.0

    @property
    def rewords(self) -> bool:
        """Whether a word that is missing stands where the evidence has another word of content."""
        for gap in self.gaps:
            ours, theirs = self.sides(gap)
            if any(token in self.missing for token in ours) and any(
                token.carries and not stands_in(token, ours) for token in theirs
            ):
                return True
        return False

    def sentence(self, index: int) -> tuple[Token, ...]:
        """The tokens of one evidence sentence."""
        return self.alignment.evidence[index]

    def sides(self, gap: Gap) -> tuple[list[Token], list[Token]]:
        """The words of the claim and those of the evidence in a gap."""
        theirs = self.sentence(gap.sentence)
        return [self.tokens[i] for i in gap.claim], [theirs[j] for j in gap.evidence]

    def is_at(self, i: int, sentence: int) -> bool:
        """Whether word i of the claim is aligned with this sentence."""
        place = self.alignment.places[i]
        return place is not None and place[0] == sentence

    def is_borrowed(self, i: int, theirs: Sequence[Token]) -> bool:
        """Whether word i of the claim came with its phrase from elsewhere, and so replaces nothing of theirs."""
        if self.alignment.places[i] is None:
            return False
        keys = {token.key for token in theirs}
        company = [self.tokens[k] for k in self.alignment.run(i) if k != i and self.tokens[k].key not in keys]
        content = any(token.kind is TokenKind.CONTENT for token in company)
        return content or sum(token.carries for token in company) >= _PHRASE

    def is_list_order(self, gap: Gap) -> bool:
        """Whether the gap only reorders members of a list (A and B, B and A)."""
        sentence = self.sentence(gap.sentence)
        for i in gap.claim:
            place = self.alignment.places[i]
            if place is None or place[0] != gap.sentence or not gap.evidence:
                continue
            low, high = sorted((place[1], gap.evidence[0]))
            if all(token.kind is TokenKind.NAME or joins(token) for token in sentence[low:high]):
                return True
        return False


def joins(token: Token) -> bool:
    """Whether a word joins the members of a list, whose order says nothing."""
    return token.key in _JOINERS


def stands_in(token: Token, others: Sequence[Token]) -> bool:
    """Whether the token is among the others, as written or as a relative of one."""
    return any(token.key == other.key for other in others) or (
        token.kind is TokenKind.NAME and bool(others) and _names_the_same(token, others)
    )


def _names_the_same(token: Token, others: Sequence[Token]) -> bool:
    register = Register([" ".join(other.text for other in others)])
    shortened = token.text.isupper() and len(token.text) > 1 and register.has(token.text)
    initial = any(len(o.text) > 1 and o.text.isupper() and token.text[0] in o.text for o in others)
    return register.has(token.text) or shortened or (initial and not token.text.isupper())


def opens_aside(text: str, token: Token) -> bool:
    """Whether a sentence opens with this word and a comma ("Therefore, …", "No, …"): it names nothing."""
    return token.initial and text[token.end :].lstrip()[:1] in (",", ".")
