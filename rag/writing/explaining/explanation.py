"""An explanation in the material's own words: the chosen units, section by section, in the order of the document.

What a unit cannot be understood without comes with it: the sentence that it leans on, the line that opens its list.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rag.evidence.candidates import Place
from rag.evidence.kept import ahead, evidence_of, leans_on
from rag.language.identify import language
from rag.language.tables import listed
from rag.language.words import words
from rag.question.closed_classes import closed_classes
from rag.store.documents.units import StoredUnit
from rag.values import Answer, Evidence, Kind, Task
from rag.writing.explaining.choice import place_of
from rag.writing.explaining.defining import in_one_paragraph
from rag.writing.plans.composing import Composing

WORDS = {Task.EXPLAIN: 150, Task.COMPARE: 150, Task.LIST: 200, Task.SUMMARISE: 200}
"""How long an answer is, by what the question wants done."""

_LISTED = frozenset({Kind.ITEM, Kind.ROW, Kind.FIELD, Kind.CODE, Kind.FORMULA})
_OPENED = frozenset({Kind.PARAGRAPH, Kind.FORMULA, Kind.CODE})
_SHORT = 40  # words of what is opened at most
_CLAUSE_ENDS = (",", ";", ":")
_OPENS = (":", "：")
_ENDS = (".", "!", "?", "。", "！", "？", "؟", ":", "：", "”", '"', ")", "]", "…")
_CUT = 100  # characters that a piece of a sentence has at least
_LIKELY = 0.5  # the score of a sentence from which on it is taken for the answer
_FIRST_WORDS, _BEGINNING = 5, 80  # of a sentence in which it points back, and characters that hold them
_FAR_ABOVE = 4.0  # times the score of any other, from which on it is too


def explained(
    base: Answer,
    chosen: Sequence[Evidence],
    stored: Mapping[Place, StoredUnit],
    task: Task,
    most: int = 0,
) -> Answer:
    """`base` with the units of `chosen`, best first, as its claims; those that it did not have yet come after its
    evidence. `stored` holds the units of the passages.

    Of no more than `most` units where that is not 0: sentences where there are so many, and nothing before them.
    """
    if most:
        prose = [found for found in chosen if found.kind is Kind.PARAGRAPH]
        chosen = (prose if len(prose) >= most else chosen)[:most]
    setting = Composing()
    paragraphs = arranged(chosen, stored, alone=bool(most))
    for paragraph in paragraphs:
        setting.paragraph(paragraph)
    shown = [found for paragraph in paragraphs for found in paragraph]
    return setting.answer(replace(base, evidence=tuple(ahead(list(base.evidence), shown))), task)


def arranged(
    chosen: Sequence[Evidence], stored: Mapping[Place, StoredUnit], alone: bool = False
) -> list[list[Evidence]]:
    """The units of `chosen`, best first, with what they need, or `alone`, as paragraphs.

    Section by section, in the order of the document, but for a first one that answers alone and needs nothing.
    """
    order = {place: number for number, place in enumerate(stored)}
    whole = list(chosen) if alone else list(_with_what_they_need(chosen, stored, order))
    sections: dict[object, list[Evidence]] = {}
    for found in whole:
        unit = stored[place_of(found)].unit
        sections.setdefault((found.document_id, unit.under), []).append(found)
    places = list(order)
    rest = max((found.score for found in chosen[1:]), default=0.0)
    likely = (f for f in chosen[:1] if _answers_alone(f, rest) and not points_back(f.text))
    first = next((f for f in likely if not _needed(place_of(f), places, order, stored)), None)
    opening = (
        set() if first is None else {place_of(first), *_going_on(place_of(first), places, order, stored)}
    )
    ordered = [
        sorted(section, key=lambda found: (place_of(found) not in opening, found.page, found.start))
        for section in _best_first(list(sections.values()))
    ]
    return [paragraph for section in ordered for paragraph in _paragraphs(section)]


def _best_first(sections: list[list[Evidence]]) -> list[list[Evidence]]:
    """The sections in their order, but first the one with the likeliest unit, where that is likely."""
    best = max(sections, key=lambda section: max(found.score for found in section), default=[])
    if not any(found.score >= _LIKELY for found in best):
        return sections
    return [best, *(section for section in sections if section is not best)]


def _with_what_they_need(
    chosen: Sequence[Evidence], stored: Mapping[Place, StoredUnit], order: Mapping[Place, int]
) -> Iterator[Evidence]:
    """Each unit once, after what it needs. What opens a list and has none of its items here is left out."""
    places, known = list(order), {place_of(found) for found in chosen}
    given: set[Place] = set()
    for found in chosen:
        place = place_of(found)
        opened: list[Place] = []
        if found.text.rstrip().endswith(_OPENS) and not _has_items(place, places, order, stored, known):
            opened = _opened(place, places, order, stored)
            if not opened:
                continue
        before = _needed(place, places, order, stored)
        after = [*_going_on(place, places, order, stored), *opened]
        for needed in (*before, place, *after):
            if needed in given or (needed != place and needed in known):
                continue
            given.add(needed)
            unit = stored[needed]
            made = evidence_of(unit, found.passage_rank, found.document, found.score, found.rank)
            yield found if needed == place else made


def _needed(
    place: Place, places: Sequence[Place], order: Mapping[Place, int], stored: Mapping[Place, StoredUnit]
) -> list[Place]:
    """The unit before, where this one leans on it; of an item the line that opens its list."""
    unit, at = stored[place], order[place]
    before = at - 1
    while before >= 0 and unit.unit.kind is Kind.ITEM and stored[places[before]].unit.kind is Kind.ITEM:
        before -= 1
    if before < 0 or places[before][0] != place[0]:
        return []
    earlier = stored[places[before]]
    if _goes_on(earlier, unit):
        return [*_needed(places[before], places, order, stored), places[before]]
    if unit.unit.kind is Kind.ITEM:
        return [places[before]] if earlier.text.rstrip().endswith(_OPENS) else []
    return [places[before]] if leans_on(unit, earlier) else []


def _going_on(
    place: Place, places: Sequence[Place], order: Mapping[Place, int], stored: Mapping[Place, StoredUnit]
) -> list[Place]:
    """The pieces of the same sentence that follow, where it was cut because it is long."""
    found: list[Place] = []
    at = order[place]
    while at + 1 < len(places) and _goes_on(stored[places[at]], stored[places[at + 1]]):
        at += 1
        found.append(places[at])
    return found


def _goes_on(piece: StoredUnit, after: StoredUnit) -> bool:
    """Whether two units are pieces of one sentence."""
    return (
        in_one_paragraph(piece, after) and len(piece.text) >= _CUT and not piece.text.rstrip().endswith(_ENDS)
    )


def _opened(
    place: Place, places: Sequence[Place], order: Mapping[Place, int], stored: Mapping[Place, StoredUnit]
) -> list[Place]:
    """The short unit that one opens which ends with a colon, and is no list: a formula, a line of an example."""
    following = places[order[place] + 1 : order[place] + 2]
    return [
        after
        for after in following
        if after[0] == place[0]
        and stored[after].unit.kind in _OPENED
        and len(stored[after].text.split()) <= _SHORT
        and not stored[after].text.rstrip().endswith(_OPENS)
    ]


def _has_items(
    place: Place,
    places: Sequence[Place],
    order: Mapping[Place, int],
    stored: Mapping[Place, StoredUnit],
    known: set[Place],
) -> bool:
    """Whether one of the units that follow and are listed is chosen."""
    after = order[place] + 1
    while after < len(places) and stored[places[after]].unit.kind in _LISTED:
        if places[after] in known:
            return True
        after += 1
    return False


def points_back(text: str) -> bool:
    """Whether a sentence goes on from another one by its first words: "And then ...", "To avoid this, ...", "Bread
    therefore ..."."""
    spoken = language(text)
    known = closed_classes(spoken)
    first = words(text[:_BEGINNING])[:_FIRST_WORDS]
    said = [word.text.casefold() for word in first]
    if not set(listed("explanations", "going_on", spoken)).isdisjoint(said):
        return True
    alone = {word.text.casefold() for word in first if text[word.end : word.end + 1] in _CLAUSE_ENDS}
    return bool(known.openers.intersection(said[:1]) or known.demonstratives.intersection(alone))


def _answers_alone(found: Evidence, rest: float) -> bool:
    """Whether a sentence is so likely to answer, by itself or beside all others, of which the likeliest has the score
    `rest`, that it stands before what comes before it on the page."""
    likely = found.score >= _LIKELY or found.score >= _FAR_ABOVE * rest
    return found.kind is Kind.PARAGRAPH and likely and not found.text.rstrip().endswith(_OPENS)


def _paragraphs(section: Sequence[Evidence]) -> Iterator[list[Evidence]]:
    """Prose together, each item, row and piece of code by itself."""
    prose: list[Evidence] = []
    for found in section:
        if found.kind in _LISTED:
            if prose:
                yield prose
            prose = []
            yield [found]
        else:
            prose.append(found)
    if prose:
        yield prose
