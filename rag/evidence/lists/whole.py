"""Lists that answer as a whole: all items in their order, how many there are, or the one that is asked for."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from rag.evidence.definitions import says_what_it_is
from rag.evidence.instructions import is_order
from rag.evidence.kept import evidence_of
from rag.evidence.lists.agenda import is_agenda
from rag.evidence.lists.asking import (
    asked_place,
    asks_for_agenda,
    counts_items,
    counts_others,
    general,
    names_items,
    opens_items,
)
from rag.evidence.lists.items import OPENERS, Item, PageUnits, list_around
from rag.evidence.lists.steps import told_steps
from rag.language.layout import lists_sources
from rag.language.words import content_terms, terms
from rag.question.answer_type import AnswerType
from rag.question.question import Question
from rag.store.documents.units import StoredUnit
from rag.values import Evidence, Kind, Task

_LOOKED_AT = 5  # units of evidence that may be in, or open, the list
_FEWEST, _MOST = 2, 40
_NO_LISTS = frozenset({AnswerType.DATE, AnswerType.PERSON, AnswerType.PLACE})


@dataclass(frozen=True, slots=True)
class ListAnswer:
    """The items of a list in the order of the document, after the unit that opens it (None: there is none).

    `sure` says that all that is asked for stands over the list. `count` says that their number is asked for, `one`
    that only the `items` given are asked for, not the whole list. Items within items are among the `items`.
    """

    found: Evidence
    opener: StoredUnit | None
    items: tuple[Item, ...]
    sure: bool
    count: bool = False
    one: bool = False

    @property
    def number(self) -> int:
        """How many items there are, without those within others."""
        return len(outermost(self.items))


def list_answer(question: Question, evidence: Sequence[Evidence], units: PageUnits) -> ListAnswer | None:
    """The list that the best evidence is in or opens, where it is asked for as a whole; None where it is not.

    It is where what the question says stands over the list, and no single item says it.
    """
    form = question.form
    if question.kind in _NO_LISTS or form.two_things or form.yes_or_no:
        return None
    if evidence and says_what_it_is(question, evidence[0].text):
        return None
    likely = [
        (_answer(question, found, rank, units), rank) for rank, found in enumerate(evidence[:_LOOKED_AT])
    ]
    lists = [(one, rank) for one, rank in likely if one is not None]
    if not lists and (question.task is Task.LIST or names_items(question)):
        lists = [(one, rank) for one, rank in _all_told(question, evidence, units) if one.sure or not rank]
    if not lists:
        return None
    said = {word.term for word in question.search.words}
    # Of two lists under one heading ("You need:", "Steps:") the one whose opener says more of what is asked.
    best, _ = max(lists, key=lambda one: (one[0].sure, _said_by(one[0].opener, said), -one[1]))
    return best


def _answer(question: Question, found: Evidence, rank: int, units: PageUnits) -> ListAnswer | None:
    opens = found.kind is not Kind.PARAGRAPH or found.text.rstrip().endswith((":", "："))
    if found.kind not in OPENERS or not opens:
        return None
    opener, items = list_around(units, found)
    if opener is not None and is_order(question, opener.text):
        return None
    items = [item for item in items if not any(is_order(question, part.text) for part in item)]
    if not _FEWEST <= len(items) <= _MOST:
        return None
    over = _over(opener, items)
    asked = question.terms - general(question)
    if not asked or not asked & over or _lists_sources(question, items):
        return None
    sure = asked <= over
    nearly = len(asked - over) <= 1 and opens_items(question, opener)
    # A fact ("the variance of the binomial distribution") is not all that stands under "Binomial".
    fact = question.task is Task.FACT and not asks_for_agenda(question)
    if not sure and not nearly and (rank or fact or len(asked & over) < len(asked - over)):
        return None
    nth = asked_place(question)
    if nth is not None and nth <= len(outermost(items)):
        return ListAnswer(found, opener, (outermost(items)[nth - 1],), sure, one=True)
    counted = question.kind is AnswerType.NUMBER
    if is_agenda(question, opener, items, units):
        return None
    own = found.kind is Kind.ITEM and (content_terms(found.text) - over) & asked
    if own or (counted and not counts_items(question, opener)):
        return None
    return ListAnswer(found, opener, tuple(items), sure, count=counted)


def _all_told(
    question: Question, evidence: Sequence[Evidence], units: PageUnits
) -> Iterator[tuple[ListAnswer, int]]:
    """The steps that the sections of the evidence tell or list, each with the rank of its best unit. A page is read and
    a section looked at once, however many units it has."""
    pages: dict[tuple[int, int], Sequence[StoredUnit]] = {}
    looked_at: set[tuple[int, int, tuple[int, int] | None]] = set()
    for rank, found in enumerate(evidence):
        place = (found.document_id, found.page)
        if place not in pages:
            pages[place] = units.of_pages(found.document_id, found.page - 1, found.page + 1)
        near = pages[place]
        under = next(
            (u.unit.under for u in near if (u.unit.page, u.unit.start) == (found.page, found.start)), None
        )
        if (*place, under) in looked_at:
            continue
        looked_at.add((*place, under))
        section = [unit for unit in near if unit.unit.under == under]
        yield from ((one, rank) for one in _told(question, found, section))
        yield from ((one, rank) for one in _opened(question, found, section, units))


def _told(question: Question, found: Evidence, section: Sequence[StoredUnit]) -> Iterator[ListAnswer]:
    """The steps that a section tells in sentences, where it says most of what is asked."""
    asked = question.terms - general(question)
    for opener, steps in told_steps(section, question.search.language):
        if opener is not None and (is_order(question, opener.text) or counts_others(question, opener)):
            continue
        steps = [step for step in steps if not is_order(question, step.text)]
        items = tuple((step,) for step in steps)
        over = _over(opener, items) | content_terms(found.document)
        every = over.union(*(step.content for step in steps))
        if asked and len(steps) >= _FEWEST and len(asked & every) > len(asked - every):
            sure = asked <= (every if names_items(question) else over)
            yield ListAnswer(found, opener, items, sure)


def _opened(
    question: Question, found: Evidence, section: Sequence[StoredUnit], units: PageUnits
) -> Iterator[ListAnswer]:
    """The lists of a section that are opened in the words of the question ("in three steps:"), where what they are of
    is said over them or before them in the section."""
    asked = question.terms - general(question)
    said = content_terms(found.document)
    for before, after in pairwise(section):
        said |= before.content
        begins = before.unit.kind is not Kind.ITEM and after.unit.kind is Kind.ITEM
        if not asked or not begins or not opens_items(question, before) or is_order(question, before.text):
            continue
        one = evidence_of(after, found.passage_rank, found.document, found.score, found.rank)
        opener, items = list_around(units, one)
        items = [item for item in items if not any(is_order(question, part.text) for part in item)]
        agenda = is_agenda(question, opener, items, units)
        if _FEWEST <= len(items) <= _MOST and asked <= said | _over(opener, items) and not agenda:
            yield ListAnswer(one, opener, tuple(items), sure=True)


def _lists_sources(question: Question, items: Sequence[Item]) -> bool:
    """Whether the items are works to read on ("Further reading"), which are not asked for."""
    headings = {heading for item in items for heading in item[0].unit.context[-1:]}
    return any(lists_sources(heading) and not question.terms & content_terms(heading) for heading in headings)


def _said_by(opener: StoredUnit | None, said: Set[str]) -> int:
    """How many words of the question open the list."""
    return 0 if opener is None else len(set(terms(opener.text)) & said)


def outermost(items: Sequence[Item]) -> list[Item]:
    """The items that stand within no other one."""
    least = min((item[0].unit.depth for item in items), default=0)
    return [item for item in items if item[0].unit.depth == least]


def _over(opener: StoredUnit | None, items: Sequence[Item]) -> frozenset[str]:
    """The terms of what stands over a list: its opener, its headings, what introduces it."""
    said = [part for item in items for part in item[0].unit.context]
    if opener is not None:
        said += [opener.text, *opener.unit.context]
    return frozenset().union(*(content_terms(part) for part in dict.fromkeys(said)))
