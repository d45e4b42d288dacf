"""A list as an answer: what opens it, then its items in order, each cited."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.evidence.kept import ACCOUNTED, evidence_of
from rag.evidence.lists.whole import ListAnswer
from rag.language.layout import plain_line
from rag.store.documents.units import StoredUnit
from rag.values import Answer, AnswerPart, Claim, Evidence, Outcome, Shape, ShortAnswer, Task
from rag.writing.composition import quoted

_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z])[.)]\s")


def with_list(base: Answer, found: ListAnswer) -> Answer:
    """The answer with the items as claims, after the opener where there is one and the whole list is given."""
    opener = [] if found.opener is None or found.one else [quoted(_evidence(found, found.opener))]
    items = [quoted(_evidence(found, item)) for item in found.items]
    lines = [plain_line(claim.text) for claim in opener]
    lines += [_numbered(claim, number, found) for number, claim in enumerate(items, start=1)]
    return replace(
        base,
        outcome=Outcome.ANSWERED,
        task=Task.LIST,
        text="\n".join(lines),
        claims=(*opener, *items),
        parts=_parts(len(opener), items, found),
        short=_short_of(found),
        confidence=base.confidence if base.confidence is not None else ACCOUNTED,
    )


def _short_of(found: ListAnswer) -> ShortAnswer | None:
    """How many items there are, where that is asked for; cited by what opens the list, else by its first item."""
    if not found.count:
        return None
    first = _evidence(found, found.opener or found.items[0])
    return ShortAnswer(str(len(found.items)), first.cited(0, len(first.text), ACCOUNTED))


def _parts(opened: int, items: Sequence[Claim], found: ListAnswer) -> tuple[AnswerPart, ...]:
    """The opener as a paragraph where there is one, then the items with their numbers."""
    lead = [AnswerPart(Shape.PARAGRAPH, (0,))] if opened else []
    numbered = [
        AnswerPart(Shape.ITEM, (index + opened,), _number(claim, index + 1, found))
        for index, claim in enumerate(items)
    ]
    return (*lead, *numbered)


def _number(claim: Claim, number: int, found: ListAnswer) -> str:
    """What stands before an item: nothing where it has a number of its own, or is the only one asked for."""
    return "" if found.one or _NUMBERED.match(plain_line(claim.text)) else f"{number}."


def _numbered(claim: Claim, number: int, found: ListAnswer) -> str:
    """An item as a line "1. ..."; one that has its own number keeps it."""
    return f"{_number(claim, number, found)} {plain_line(claim.text)}".lstrip()


def _evidence(found: ListAnswer, stored: StoredUnit) -> Evidence:
    return evidence_of(stored, found.found.passage_rank, found.found.document, ACCOUNTED, 1)
