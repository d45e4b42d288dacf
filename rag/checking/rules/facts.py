"""Numbers, dates, units and names of a claim that its evidence does not have, in plain words."""

import itertools
from collections.abc import Iterator, Sequence

from rag.checking.alignment import Gap
from rag.checking.comparison import Comparison, opens_aside, stands_in
from rag.checking.tokens import Token, TokenKind
from rag.language.dates import Date, dates
from rag.language.names import is_roman
from rag.language.quantities import Quantity, quantities, units
from rag.language.tables import listed

_CURRENCIES = ("$", "£", "€", "¥", "US$", "₹", "₩")
# The parts of a name stand at most this many words apart (John Fitzgerald Kennedy).
_TOGETHER = 3
# After these an opening word is an order ("Generate a key"), not a name.
_AFTER_ORDERS = frozenset(listed("grammar", "after_orders"))


def foreign_numbers(compared: Comparison) -> Iterator[str]:
    """Numbers that no evidence has, or has with another unit."""
    known = [quantity for text in compared.evidence for quantity in quantities(text)]
    named = {unit for text in compared.evidence for unit in units(text)}
    # Of what may be meant the other way round only the whole date can be compared.
    dated = [(date.start, date.end) for date in dates(compared.claim) if date.exchangeable]
    for quantity in quantities(compared.claim):
        if quantity.weak and not quantity.unit_text:
            continue
        if any(start <= quantity.start < end for start, end in dated):
            continue
        equal = [other for other in known if other.values & quantity.values]
        if not equal:
            noun = "year" if quantity.is_year else "number"
            yield f"the {noun} {quantity.text} is not in the evidence"
        elif not any(_same_unit(quantity, other, named) for other in equal):
            yield _instead(_written(equal[0]), _written(quantity))


def foreign_dates(compared: Comparison) -> Iterator[str]:
    """Months that no evidence has, or has with another day or year."""
    known = [date for text in compared.evidence for date in dates(text)]
    numbers = {value for text in compared.evidence for q in quantities(text) for value in q.values}
    for date in dates(compared.claim):
        if not any(_same_date(date, other, numbers) for other in known):
            yield f"the date {date.text} is not in the evidence"


def foreign_names(compared: Comparison) -> Iterator[str]:
    """Names that neither the evidence nor the documents' titles have in any form."""
    if not compared.capitals_tell:
        return
    heading = _heading_end(compared)
    for i, token in enumerate(compared.tokens):
        if (
            token.kind is not TokenKind.NAME
            or compared.alignment.places[i]
            or compared.register.has(token.text)
        ):
            continue
        if compared.register.spells(token.text):
            continue
        if token.end <= heading or _is_known_numeral(compared, token) or _is_abbreviated(compared, i):
            continue
        if not token.initial or _heads_a_name(compared, i):
            yield f"the name {token.text} is not in the evidence"


def broken_names(compared: Comparison) -> Iterator[str]:
    """Names of several words that the evidence has only in pieces: a doubt, no conflict."""
    if not compared.capitals_tell:
        return
    known = [*map(list, compared.alignment.evidence), *compared.title_tokens]
    for one, two in itertools.pairwise(compared.tokens):
        if (
            one.kind is two.kind is TokenKind.NAME
            and compared.claim[one.end : two.start].isspace()
            and not any(_stand_together(one, two, sentence) for sentence in known)
        ):
            yield f"the evidence does not have “{one.text} {two.text}” together"


def _stand_together(one: Token, two: Token, sentence: Sequence[Token]) -> bool:
    return any(
        token.key == one.key and any(other.key == two.key for other in sentence[j + 1 : j + 1 + _TOGETHER])
        for j, token in enumerate(sentence)
    )


def replaced(compared: Comparison) -> Iterator[str]:
    """Numbers, names and units that stand where the evidence has others, though it may have both."""
    for gap in compared.gaps:
        ours, theirs = compared.sides(gap)
        for kind in (TokenKind.NUMBER, TokenKind.NAME):
            new = [t for i, t in zip(gap.claim, ours, strict=True) if _is_new(compared, i, kind, theirs)]
            lost = _lost(compared, gap, kind)
            if new and lost and new[0].unit == lost[0].unit and not compared.is_list_order(gap):
                yield _instead(lost[0].text, new[0].text)
        if gap.before >= 0 and compared.tokens[gap.before].kind is TokenKind.NUMBER and ours and theirs:
            counted, unit = ours[0], theirs[0]
            other = counted.kind is TokenKind.UNIT or counted in compared.missing
            if unit.kind is TokenKind.UNIT and other and counted.key != unit.key:
                yield _instead(unit.text, counted.text)


def _is_new(compared: Comparison, i: int, kind: TokenKind, theirs: Sequence[Token]) -> bool:
    token = compared.tokens[i]
    return (
        token.kind is kind
        and i not in compared.exchangeable
        and not compared.is_borrowed(i, theirs)
        and not stands_in(token, theirs)
        and not opens_aside(compared.claim, token)
        and not _is_order(compared, i)
    )


def _lost(compared: Comparison, gap: Gap, kind: TokenKind) -> list[Token]:
    """What of this kind the evidence has in the gap and the claim has not."""
    ours, theirs = compared.sides(gap)
    return [
        token
        for token in theirs
        if token.kind is kind
        and not stands_in(token, ours)
        and not opens_aside(compared.evidence[gap.sentence], token)
    ]


def _is_order(compared: Comparison, i: int) -> bool:
    following = compared.tokens[i + 1 : i + 2]
    return compared.tokens[i].initial and any(token.text.casefold() in _AFTER_ORDERS for token in following)


def _heading_end(compared: Comparison) -> int:
    """Where a heading In Title Case before a colon ends, whose capitals say nothing; 0 for none."""
    colon = compared.claim.find(":")
    heading = [t for t in compared.tokens if t.end <= colon and t.kind in (TokenKind.NAME, TokenKind.CONTENT)]
    return colon if heading and all(token.kind is TokenKind.NAME for token in heading) else 0


def _heads_a_name(compared: Comparison, i: int) -> bool:
    """Whether the first word of a sentence goes on into a name ("Neil Armstrong")."""
    following = compared.tokens[i + 1 : i + 2]
    return any(
        token.kind is TokenKind.NAME and compared.claim[compared.tokens[i].end : token.start].isspace()
        for token in following
    )


def _is_known_numeral(compared: Comparison, token: Token) -> bool:
    """Whether the token is a Roman numeral and the evidence has numbers it may stand for."""
    return is_roman(token.text) and any(
        other.kind is TokenKind.NUMBER for sentence in compared.alignment.evidence for other in sentence
    )


def _is_abbreviated(compared: Comparison, i: int) -> bool:
    """Whether the evidence has the initials of the run of capitalised words around word i (EU)."""
    start = end = i
    while start > 0 and compared.tokens[start - 1].kind is TokenKind.NAME:
        start -= 1
    while end + 1 < len(compared.tokens) and compared.tokens[end + 1].kind is TokenKind.NAME:
        end += 1
    initials = "".join(token.text[0] for token in compared.tokens[start : end + 1])
    return len(initials) > 1 and compared.register.has_acronym(initials)


def _instead(theirs: str, ours: str) -> str:
    return f"the evidence has “{theirs}” where the claim has “{ours}”"


def _written(quantity: Quantity) -> str:
    if quantity.unit_text in _CURRENCIES:
        return quantity.unit_text + quantity.text
    return f"{quantity.text} {quantity.unit_text}".strip()


def _same_unit(ours: Quantity, theirs: Quantity, named: set[str]) -> bool:
    if not ours.unit_text or ours.unit == theirs.unit:
        return True
    return not theirs.unit and ours.unit in named


def _same_date(ours: Date, theirs: Date, numbers: set[str]) -> bool:
    """Whether what `ours` gives is in `theirs`; a part missing there may stand elsewhere as a number."""
    year = not ours.year or ours.year == theirs.year or (not theirs.year and str(ours.year) in numbers)
    return year and any(
        month == other_month and (not day or day == other_day or (not other_day and str(day) in numbers))
        for day, month in ours.readings
        for other_day, other_month in theirs.readings
    )
