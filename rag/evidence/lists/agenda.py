"""Agendas: lists of what a lecture or a text comes to, which name topics and answer no question about them."""

import re
from collections.abc import Sequence
from functools import cache

from rag.evidence.lists.asking import asks_for_agenda
from rag.evidence.lists.items import Item, PageUnits
from rag.evidence.running import places
from rag.language.layout import is_question, plain_line, without_number
from rag.language.tables import joined
from rag.question.question import Question
from rag.store.documents.units import StoredUnit
from rag.values import Kind

_AROUND = 40  # pages to either side on which an agenda may stand again
_SHORT = 8  # words of a topic at most
_SHARE = 0.5  # of the items that stand again


def is_agenda(question: Question, opener: StoredUnit | None, items: Sequence[Item], units: PageUnits) -> bool:
    """Whether a list is an agenda: what opens it or stands over it says so ("Today:", "Outline"), or its items, a few
    words each, stand again on other pages of the document, as slides show where they are, or ask something. Not where
    the question is for one, or for questions."""
    if asks_for_agenda(question):
        return False
    over = [part for item in items[:1] for part in item[0].unit.context[-1:]]
    over += [] if opener is None else [opener.text]
    if any(_heads().fullmatch(plain_line(text).strip(" :：.")) for text in over):
        return True
    return _asks(items) or _stands_again(items, units)


def _asks(items: Sequence[Item]) -> bool:
    """Whether the items are questions that the material asks itself."""
    return all(is_question(item[-1].text) for item in items)


def _stands_again(items: Sequence[Item], units: PageUnits) -> bool:
    topics = {topic for item in items if len(item) == 1 and (topic := _topic(item[0]))}
    if len(topics) < _SHARE * len(items):
        return False
    first = items[0][0]
    near = units.of_pages(first.document_id, first.unit.page - _AROUND, first.unit.page + _AROUND)
    pages: dict[str, set[int]] = {}
    for unit in near:
        if unit.unit.kind is Kind.ITEM and (topic := _topic(unit)) in topics:
            pages.setdefault(topic, set()).add(unit.unit.page)
    again = [topic for topic, found in pages.items() if places(sorted(found)) > 1]
    return len(again) >= _SHARE * len(items)


def _topic(unit: StoredUnit) -> str:
    """The words of an item without its number; "" where they are too many for a topic."""
    words = without_number(plain_line(unit.text)).casefold()
    return words if 0 < len(words.split()) <= _SHORT else ""


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(joined("lists", "agenda"), re.IGNORECASE)
