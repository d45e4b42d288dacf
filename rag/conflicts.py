"""What a claim says that its evidence does not, each in plain words."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from rag.alignment import Alignment, Gap
from rag.facts import Date, Quantity, dates, quantities, units
from rag.names import Register, capitals_tell, is_roman
from rag.polarity import opposed
from rag.tokens import Kind, Token

# A negation counts as the same one when it stands at most this many words from where the other has it.
_NEAR = 5
_JOINERS = frozenset("and or nor as well both with und oder sowie et ou y o و 和 与 及 或".split())
_COPULAS = frozenset("is are was were be been being became becomes called means equals ist sind war waren".split())
_POINTERS = frozenset("of 's s".split())


class Comparison:
    """A claim laid over its evidence; each method yields one kind of conflict."""

    def __init__(self, claim: str, evidence: Sequence[str], alignment: Alignment) -> None:
        self._claim = claim
        self._evidence = evidence
        self._alignment = alignment
        self._tokens = alignment.claim

    @cached_property
    def register(self) -> Register:
        """The words of all the evidence."""
        return Register(self._evidence)

    @cached_property
    def capitals_tell(self) -> bool:
        """Whether capitals mark names in this evidence and this claim."""
        return not self._claim.isupper() and capitals_tell(self._evidence)

    @cached_property
    def gaps(self) -> list[Gap]:
        """What stands in place of what, over all the sentences that the claim rests on."""
        return [gap for sentence in self._alignment.sentences for gap in self._alignment.gaps(sentence)]

    def conflicts(self) -> list[str]:
        """Every reason why the evidence does not carry the claim, without repetition."""
        found = [
            *self._numbers(),
            *self._dates(),
            *self._names(),
            *self._replaced(),
            *self._negations(),
            *self._opposites(),
            *self._swapped(),
        ]
        return list(dict.fromkeys(found))

    def _numbers(self) -> Iterator[str]:
        known = [quantity for text in self._evidence for quantity in quantities(text)]
        named = {unit for text in self._evidence for unit in units(text)}
        for quantity in quantities(self._claim):
            if quantity.weak and not quantity.unit_text:
                continue
            equal = [other for other in known if other.values & quantity.values]
            if not equal:
                yield f"the {_noun(quantity)} {quantity.text} is not in the evidence"
            elif not any(_same_unit(quantity, other, named) for other in equal):
                yield (
                    f"the evidence has “{_written(equal[0])}” where the claim has “{_written(quantity)}”"
                )

    def _dates(self) -> Iterator[str]:
        known = [date for text in self._evidence for date in dates(text)]
        numbers = {value for text in self._evidence for q in quantities(text) for value in q.values}
        for date in dates(self._claim):
            if not any(_same_date(date, other, numbers) for other in known):
                yield f"the date {date.text} is not in the evidence"

    def _names(self) -> Iterator[str]:
        if not self.capitals_tell:
            return
        for i, token in enumerate(self._tokens):
            if token.kind is not Kind.NAME or self._alignment.places[i] or self.register.has(token.text):
                continue
            if (not token.initial or self._heads_a_name(i)) and not self._is_known_numeral(token):
                yield f"the name {token.text} is not in the evidence"

    def _heads_a_name(self, i: int) -> bool:
        """Whether the first word of a sentence goes on into a name ("Neil Armstrong")."""
        following = self._tokens[i + 1 : i + 2]
        return any(
            token.kind is Kind.NAME and self._claim[self._tokens[i].end : token.start].isspace()
            for token in following
        )

    def _is_known_numeral(self, token: Token) -> bool:
        return is_roman(token.text) and any(
            other.kind is Kind.NUMBER for sentence in self._alignment.evidence for other in sentence
        )

    def _replaced(self) -> Iterator[str]:
        """Numbers, names and counted things that stand where the evidence has others."""
        for gap in self.gaps:
            ours, theirs = self._sides(gap)
            for kind in (Kind.NUMBER, Kind.NAME):
                mine = [token for token in ours if token.kind is kind]
                other = [token for token in theirs if token.kind is kind]
                new = [token for token in mine if not _stands_in(token, theirs)]
                lost = [token for token in other if not _stands_in(token, ours) and not token.weak]
                if new and lost and not self._is_list_order(gap):
                    yield f"the evidence has “{lost[0].text}” where the claim has “{new[0].text}”"
            if gap.before >= 0 and self._tokens[gap.before].kind is Kind.NUMBER and ours and theirs:
                mine, other = ours[0], theirs[0]
                if mine.kind is other.kind is Kind.CONTENT and not self.register.has(mine.text):
                    yield f"the evidence counts “{other.text}” where the claim counts “{mine.text}”"

    def _is_list_order(self, gap: Gap) -> bool:
        """Whether the gap only reorders members of a list (A and B, B and A)."""
        sentence = self._alignment.evidence[gap.sentence]
        for i in gap.claim:
            place = self._alignment.places[i]
            if place is None or place[0] != gap.sentence or not gap.evidence:
                continue
            low, high = sorted((place[1], gap.evidence[0]))
            between = sentence[low:high]
            if all(token.kind is Kind.NAME or token.key in _JOINERS for token in between):
                return True
        return False

    def _negations(self) -> Iterator[str]:
        """Negations of the claim that its sentences lack, and the other way round, near the same words."""
        places = self._alignment.places
        for sentence in self._alignment.sentences:
            theirs = self._alignment.evidence[sentence]
            pairs = self._alignment.pairs(sentence)
            open_ours = [
                i
                for i, token in enumerate(self._tokens)
                if token.kind is Kind.CUE and places[i] is None and self._belongs(i, sentence)
            ]
            aligned = {j for _, j in pairs}
            open_theirs = [j for j, token in enumerate(theirs) if token.kind is Kind.CUE and j not in aligned]
            for i in open_ours:
                at = _expected(pairs, i)
                match = min(open_theirs, key=lambda j: abs(j - at), default=None)
                if match is not None and abs(match - at) <= _NEAR:
                    open_theirs.remove(match)
                else:
                    yield f"the claim says “{self._tokens[i].text}”, the evidence does not"
            for j in open_theirs:
                if self._denies_something_claimed(theirs, j, aligned):
                    yield f"the evidence says “{theirs[j].text}”, the claim does not"

    def _belongs(self, i: int, sentence: int) -> bool:
        """Whether the aligned word nearest to word i of the claim lies in this sentence."""
        placed = [k for k, place in enumerate(self._alignment.places) if place]
        nearest = min(placed, key=lambda k: (abs(k - i), k < i), default=None)
        place = self._alignment.places[nearest] if nearest is not None else None
        return place is not None and place[0] == sentence

    @staticmethod
    def _denies_something_claimed(sentence: Sequence[Token], j: int, aligned: set[int]) -> bool:
        """Whether the words next to a negation, on both sides, are in the claim."""
        after = next((k for k in range(j + 1, len(sentence)) if sentence[k].carries), None)
        before = next((k for k in range(j - 1, -1, -1) if sentence[k].kind is not Kind.CUE), None)
        return after in aligned and after - j <= _NEAR and (before is None or before in aligned)

    def _opposites(self) -> Iterator[str]:
        for gap in self.gaps:
            ours, theirs = self._sides(gap)
            for mine in ours:
                for other in theirs:
                    if opposed(mine.text, other.text) and not _stands_in(mine, theirs):
                        yield f"the evidence has “{other.text}” where the claim has “{mine.text}”"

    def _swapped(self) -> Iterator[str]:
        """Two things that have changed places around a third: A beat B, B beat A."""
        for sentence in self._alignment.sentences:
            theirs = self._alignment.evidence[sentence]
            pairs = [
                (i, j) for i, j in self._alignment.pairs(sentence) if self._tokens[i].kind is not Kind.CUE
            ]
            for at, (i, j) in enumerate(pairs):
                token = self._tokens[i]
                if token.key in _JOINERS or token.text.casefold() in _COPULAS:
                    continue
                left = [p for p in pairs[:at] if p[1] > j and self._tokens[p[0]].carries]
                right = [p for p in pairs[at + 1 :] if p[1] < j and self._tokens[p[0]].carries]
                if left and right and not self._turned(left[-1], right[0], theirs):
                    first, second = self._tokens[left[-1][0]], self._tokens[right[0][0]]
                    yield f"“{first.text}” and “{second.text}” have changed places around “{token.text}”"
                    break

    def _turned(self, left: tuple[int, int], right: tuple[int, int], theirs: Sequence[Token]) -> bool:
        """Whether the order may differ and mean the same: active and passive, A's B and B of A."""
        ours = {token.text.casefold() for token in self._tokens[left[0] : right[0] + 1]}
        other = {token.text.casefold() for token in theirs[right[1] : left[1] + 1]}
        if ("by" in ours) != ("by" in other) or ("von" in ours) != ("von" in other):
            return True
        return ("of" in ours) != ("of" in other)

    def _sides(self, gap: Gap) -> tuple[list[Token], list[Token]]:
        sentence = self._alignment.evidence[gap.sentence]
        return [self._tokens[i] for i in gap.claim], [sentence[j] for j in gap.evidence]


def _noun(quantity: Quantity) -> str:
    return "year" if quantity.is_year else "number"


def _written(quantity: Quantity) -> str:
    if quantity.unit_text in ("$", "£", "€", "¥", "US$", "₹", "₩"):
        return quantity.unit_text + quantity.text
    return f"{quantity.text} {quantity.unit_text}".strip()


def _same_unit(ours: Quantity, theirs: Quantity, named: set[str]) -> bool:
    if not ours.unit_text or ours.unit == theirs.unit:
        return True
    return not theirs.unit and ours.unit in named


def _same_date(ours: Date, theirs: Date, numbers: set[str]) -> bool:
    """Whether what `ours` gives is in `theirs`; a part missing there may stand elsewhere as a number."""
    day = not ours.day or ours.day == theirs.day or (not theirs.day and str(ours.day) in numbers)
    year = not ours.year or ours.year == theirs.year or (not theirs.year and str(ours.year) in numbers)
    return ours.month == theirs.month and day and year


def _stands_in(token: Token, others: Sequence[Token]) -> bool:
    return any(token.key == other.key for other in others) or (
        token.kind is Kind.NAME and bool(others) and Register(other.text for other in others).has(token.text)
    )


def _expected(pairs: list[tuple[int, int]], i: int) -> float:
    """Where in the sentence word i of the claim would stand, by its nearest aligned neighbour."""
    nearest = min(pairs, key=lambda pair: abs(pair[0] - i), default=(i, i))
    return nearest[1] + (i - nearest[0])
