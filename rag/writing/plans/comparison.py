"""A comparison: what is said of all sides together, then each side by itself; or the rows of a table.

Each side is searched for by itself, and gets the units that speak of it and not of another one alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from rag.evidence import gate
from rag.evidence.candidates import Place
from rag.evidence.definitions import says_what_it_is
from rag.evidence.kept import ACCOUNTED
from rag.language.layout import is_caption
from rag.language.sentences import spans
from rag.language.tables import phrase
from rag.language.words import content_words
from rag.question.question import Question
from rag.store.documents.units import StoredUnit
from rag.values import Answer, Evidence, Kind, Outcome, Passage, Task
from rag.writing.explaining.choice import chosen, place_of
from rag.writing.explaining.explanation import arranged
from rag.writing.explaining.telling import telling, tells
from rag.writing.plans.composing import Composing
from rag.writing.plans.contrast import contrasted
from rag.writing.plans.gathering import Gathered, Gatherer

NOT_THERE = "The material says nothing of {}."
_WORDS, _TOGETHER, _EACH = 150, 50, 35  # in all, of all sides together at most, of each side at least
_AMONG = 48  # units that a side is chosen among
_TOLD, _JUDGED = (
    0.5,
    8,
)  # confidence of the gate from which on a side alone is answered, and units it looks at
_MISSPELLED, _LONG = 0.84, 5  # how like a word another is that is meant, and its characters at least


@dataclass(frozen=True, slots=True)
class _Side:
    """A side by its name, and what was found for it. `asked` are the terms that tell it from the others, `own` the same
    as the material spells them; none where it does not have them."""

    name: str
    asked: frozenset[str]
    own: frozenset[str]
    found: Gathered


def tabulated(question: Question, base: Answer, gatherer: Gatherer) -> Answer | None:
    """`base` with a row for each side of the question, all of one table; None where no table has them."""
    sides = _sides(question, gatherer)
    table = contrasted([side.name for side in sides], [side.found for side in sides], gatherer)
    if table is None:
        return None
    setting = Composing()
    setting.rows(table)
    base = replace(base, passages=_passages(sides), confidence=ACCOUNTED)
    return setting.answer(replace(base, evidence=tuple(table)), Task.COMPARE)


def compared(question: Question, base: Answer, gatherer: Gatherer) -> Answer | None:
    """`base`, whose evidence was judged to answer, as a comparison of the question's sides; None where nothing is found
    of any, or they cannot be told apart. Where one is not in the material, the answer says so, and is unsure."""
    return _compared(question, base, _sides(question, gatherer))


def _compared(question: Question, base: Answer, sides: Sequence[_Side], sure: bool = True) -> Answer | None:
    if not all(side.asked for side in sides) or not any(side.own for side in sides):
        return None
    absent = [side for side in sides if not side.own]
    setting = Composing()
    if not sure:
        setting.line(phrase("frame", "unsure", question.search.language))
    for side in absent:
        setting.line(NOT_THERE.format(f"“{side.name}”"))
    shown = _set(question, setting, [side for side in sides if side.own], alone=bool(absent))
    if not shown:
        return None
    shown = [replace(found, rank=rank) for rank, found in enumerate(shown, 1)]
    outcome = Outcome.UNSURE if absent or not sure else Outcome.ANSWERED
    base = replace(base, passages=_passages(sides), evidence=tuple(shown))
    return setting.answer(base, Task.COMPARE, outcome)


def defined(question: Question, base: Answer, gatherer: Gatherer) -> Answer | None:
    """The comparison where the material tells of each side, though no sentence was judged to compare them: each is
    defined, or what is found for it alone answers. It is unsure where that is so of one side, and another is named."""
    sides = _sides(question, gatherer) if question.sides is not None else []
    told = [_is_defined(side) or _is_told(question, side) for side in sides if side.own]
    if len(told) < len(sides) or not any(told):
        return None
    return _compared(question, base, sides, sure=all(told))


def _is_defined(side: _Side) -> bool:
    asked = Question.of(side.name)
    return any(says_what_it_is(asked, found.read) for found in side.found.found)


def _is_told(question: Question, side: _Side) -> bool:
    """Whether what is found for a side alone answers, by the gate without a judge."""
    asked, found = question.about_side(side.name), side.found.found[:_JUDGED]
    return gate.confidence(asked, found, side.found.passages) >= _TOLD


def _set(question: Question, setting: Composing, sides: Sequence[_Side], alone: bool) -> list[Evidence]:
    """Sets what the sides have in common and each of them; the units that are shown, in order."""
    shown: list[Evidence] = []
    both = {place: unit for side in sides for place, unit in side.found.stored.items()}
    together = [] if alone else arranged(_together(question, sides), both)
    for paragraph in together:
        setting.paragraph(paragraph)
        shown += paragraph
    used = sum(len(found.read.split()) for found in shown)
    each = max(_EACH, (question.extent.words(_WORDS) - used) // len(sides))
    for side in sides:
        others = frozenset().union(*(other.own for other in sides if other is not side))
        said = {place_of(found) for found in shown}
        mine = [f for f in _of(side, others) if place_of(f) not in said]
        mine = _in_words(telling(question, mine, side.found.stored))
        paragraphs = arranged(chosen(mine, side.found.stored, each), side.found.stored)
        paragraphs = [[f for f in paragraph if place_of(f) not in said] for paragraph in paragraphs]
        for number, paragraph in enumerate(filter(None, paragraphs)):
            setting.paragraph(paragraph, side.name if number == 0 else "")
            shown += paragraph
    return shown


def _in_words(found: Sequence[Evidence]) -> list[Evidence]:
    """Without rows of tables where there are sentences: a row that is of one side alone compares nothing."""
    return [one for one in found if one.kind is not Kind.ROW] or list(found)


def _together(question: Question, sides: Sequence[_Side]) -> list[Evidence]:
    """The best sentences that speak of all sides, in the order of the document, about fifty words at most."""
    found = {place_of(f): f for side in sides for f in reversed(side.found.found)}
    stored = {place: unit for side in sides for place, unit in side.found.stored.items()}
    both = [f for f in found.values() if all(side.own & stored[place_of(f)].terms for side in sides)]
    both = [f for f in both if tells(question, f, stored)]
    best: list[Evidence] = []
    used = 0
    for one in sorted(both, key=lambda f: -f.score):
        length = len(one.read.split())
        if not one.text.rstrip().endswith((":", "?")) and used + length <= _TOGETHER:
            best.append(one)
            used += length
    return sorted(best, key=lambda f: (f.document_id, f.page, f.start))


def _of(side: _Side, others: frozenset[str]) -> list[Evidence]:
    """The units that speak of a side: they name it, or stand under what names it and do not name another."""

    def speaks(found: Evidence) -> bool:
        unit = side.found.stored[place_of(found)]
        if side.own & unit.terms:
            return True
        around = frozenset().union(*(_terms(_title(part)) for part in unit.unit.context))
        return bool(side.own & around) and not others & unit.terms

    return [f for f in side.found.found if place_of(f) in side.found.stored and speaks(f)]


def _title(above: str) -> str:
    """What a heading or a caption names: of a caption the first sentence, for what it explains further is no title."""
    if not is_caption(above):
        return above
    start, end = spans(above)[0]
    return above[start:end]


def _sides(question: Question, gatherer: Gatherer) -> list[_Side]:
    wanted = question.sides
    assert wanted is not None
    terms = [_terms(name) for name in wanted.names]
    gathered = _ranked([gatherer.gather(question.about_side(name), _AMONG) for name in wanted.names])
    sides = []
    for index, (name, found) in enumerate(zip(wanted.names, gathered, strict=True)):
        others = frozenset().union(*(t for other, t in enumerate(terms) if other != index))
        sides.append(_Side(name, terms[index] - others, _spelled(terms[index] - others, found.stored), found))
    return sides


def _spelled(terms: frozenset[str], stored: Mapping[Place, StoredUnit]) -> frozenset[str]:
    """The terms as the units spell them; one of them that is not there at all makes none of them there."""
    known = frozenset().union(*(unit.terms for unit in stored.values()))
    known |= frozenset().union(*(_terms(c) for unit in stored.values() for c in unit.unit.context))
    spelled: list[str] = []
    for term in terms:
        if term in known:
            spelled.append(term)
        elif len(term) >= _LONG:
            spelled += get_close_matches(term, known, 1, _MISSPELLED)
    return frozenset(spelled) if len(spelled) == len(terms) else frozenset()


def _terms(text: str) -> frozenset[str]:
    return frozenset(word.term for word in content_words(text))


def _passages(sides: Sequence[_Side]) -> tuple[Passage, ...]:
    """The passages of all sides as they are ranked together."""
    return tuple(
        sorted({p.rank: p for side in sides for p in side.found.passages}.values(), key=lambda p: p.rank)
    )


def _ranked(gathered: Sequence[Gathered]) -> list[Gathered]:
    """The same with the passages ranked together, each once, best first of each side in turn, from 1."""
    every = dict.fromkeys((p.document_id, p.chunk_id) for p in _in_turn([g.passages for g in gathered]))
    ranks = {key: rank for rank, key in enumerate(every, 1)}
    ranked = []
    for one in gathered:
        new = {p.rank: ranks[p.document_id, p.chunk_id] for p in one.passages}
        passages = tuple(replace(p, rank=new[p.rank]) for p in one.passages)
        found = tuple(replace(f, passage_rank=new.get(f.passage_rank, f.passage_rank)) for f in one.found)
        ranked.append(Gathered(passages, found, one.stored))
    return ranked


def _in_turn(several: Sequence[Sequence[Passage]]) -> Iterator[Passage]:
    for place in range(max(map(len, several), default=0)):
        for passages in several:
            yield from passages[place : place + 1]
