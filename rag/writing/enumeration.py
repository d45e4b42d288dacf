"""A list as an answer: what opens it, then its items in order, each cited."""

from collections.abc import Sequence
from dataclasses import replace

from rag.evidence.kept import ACCOUNTED, evidence_of
from rag.evidence.lists.whole import ListAnswer, outermost
from rag.language.layout import item_count, plain_line
from rag.store.documents.units import StoredUnit
from rag.values import Answer, AnswerPart, Claim, Evidence, Outcome, Shape, ShortAnswer, Task
from rag.writing.composition import quoted

_WITHIN = "–"  # before an item that stands within another one


def with_list(base: Answer, found: ListAnswer, brief: bool = False) -> Answer:
    """The answer with the items as claims, after the opener where there is one and the whole list is given; where it is
    to be `brief`, the first sentence of each."""
    found = replace(found, items=tuple(item[:1] for item in found.items)) if brief else found
    opener = [] if found.opener is None or found.one else [quoted(_evidence(found, found.opener))]
    items = [tuple(quoted(_evidence(found, part)) for part in item) for item in found.items]
    lines = [plain_line(claim.text) for claim in opener]
    numbers = _numbers(found)
    lines += [_numbered(item, number, found) for number, item in zip(numbers, items, strict=True)]
    return replace(
        base,
        outcome=Outcome.ANSWERED,
        task=Task.LIST,
        text="\n".join(lines),
        claims=(*opener, *(claim for item in items for claim in item)),
        parts=_parts(len(opener), items, numbers, found),
        short=_short_of(found),
        confidence=base.confidence if base.confidence is not None else ACCOUNTED,
    )


def _short_of(found: ListAnswer) -> ShortAnswer | None:
    """How many items there are, where that is asked for; cited by what opens the list, else by its first item."""
    if not found.count:
        return None
    first = _evidence(found, found.opener or found.items[0][0])
    return ShortAnswer(str(found.number), first.cited(0, len(first.text), ACCOUNTED))


def _numbers(found: ListAnswer) -> list[str]:
    """What counts each item: those that stand within no other one from 1 on, as they are counted in `found.number`."""
    outer = [id(item) for item in outermost(found.items)]
    return [f"{outer.index(id(item)) + 1}." if id(item) in outer else _WITHIN for item in found.items]


def _parts(
    opened: int, items: Sequence[Sequence[Claim]], numbers: Sequence[str], found: ListAnswer
) -> tuple[AnswerPart, ...]:
    """The opener as a paragraph where there is one, then the items with their numbers."""
    parts = [AnswerPart(Shape.PARAGRAPH, (0,))] if opened else []
    first = opened
    for number, item in zip(numbers, items, strict=True):
        claims = tuple(range(first, first + len(item)))
        parts.append(AnswerPart(Shape.ITEM, claims, _number(item[0], number, found)))
        first += len(item)
    return tuple(parts)


def _number(claim: Claim, number: str, found: ListAnswer) -> str:
    """What stands before an item: nothing where it has a number of its own, or is the only one asked for."""
    return "" if found.one or item_count(plain_line(claim.text)) else number


def _numbered(item: Sequence[Claim], number: str, found: ListAnswer) -> str:
    """An item as a line "1. ..."; one that has its own number keeps it."""
    said = " ".join(plain_line(claim.text) for claim in item)
    return f"{_number(item[0], number, found)} {said}".lstrip()


def _evidence(found: ListAnswer, stored: StoredUnit) -> Evidence:
    return evidence_of(stored, found.found.passage_rank, found.found.document, ACCOUNTED, 1)
