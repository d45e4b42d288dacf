"""Which units say something of what is asked: no questions of the material's own, no references, no bare labels, no
rows of something else, nothing that only announces what is to come."""

import re
from collections.abc import Mapping, Sequence

from rag.evidence.candidates import Place
from rag.evidence.features.announcing import announces, opens_agenda, speaks_of_texts
from rag.language.layout import is_address, is_caption, is_printed, is_question, is_reference
from rag.language.tables import listed
from rag.language.words import terms
from rag.question.question import Question
from rag.store.documents.units import StoredUnit
from rag.values import Evidence, Kind, Task
from rag.writing.explaining.choice import place_of

_SET = re.compile(rf"\W*(?:{'|'.join(listed('marks', 'set_tasks'))})\s+\d", re.IGNORECASE)
_TOPIC = 3  # words of content of an item that only names something
_FEW = 4  # words of a label at most
_PARTICULAR = 4  # words of a question in one unit, from which on it asks for something particular
_HARDLY = 3  # times as many words of the question as another unit has
_FAR_ABOVE = 4.0  # times the score of any other
_ENDS = (".", "!", "。", "！", ")", "”", '"', ":", "：", ";")


def telling(
    question: Question, found: Sequence[Evidence], stored: Mapping[Place, StoredUnit]
) -> list[Evidence]:
    """Those of `found`, likeliest first, that say something, in their order; all where none does."""
    said = [one for one in found if tells(question, one, stored)] or list(found)
    shared = [len(question.terms & set(terms(" ".join((*one.context, one.read))))) for one in said]
    return _to_the_point(_in_sections_that_speak_of_it(list(zip(said, shared, strict=True)), stored))


def _in_sections_that_speak_of_it(
    counted: Sequence[tuple[Evidence, int]], stored: Mapping[Place, StoredUnit]
) -> list[tuple[Evidence, int]]:
    """Those of the units, each with how many words of the question it and what stands over it have, in whose section
    one has a word; all where none has.

    Of 62 long questions two or three of some forty units fall away; of what a good answer must say in 157 words, .567
    is there for .572. It is for narrow questions, whose answer would be filled up with what is of something else.
    """
    sections = [
        (one.document_id, unit.unit.under if (unit := stored.get(place_of(one))) is not None else one.start)
        for one, _ in counted
    ]
    pairs = list(zip(counted, sections, strict=True))
    speaking = {section for (_, count), section in pairs if count}
    return [one for one, section in pairs if section in speaking or not speaking]


def _to_the_point(counted: Sequence[tuple[Evidence, int]]) -> list[Evidence]:
    """The units, each with how many words of the question it has; where the likeliest has many, without rows that have
    hardly one, and where it is far likelier than all others, without prose that has hardly one."""
    found = [one for one, _ in counted]
    most = counted[0][1] if counted else 0
    if most < _PARTICULAR:
        return found
    alone = all(found[0].score >= _FAR_ABOVE * one.score for one in found[1:])
    return [one for one, count in counted if _HARDLY * count >= most or not (alone or one.kind is Kind.ROW)]


def tells(question: Question, found: Evidence, stored: Mapping[Place, StoredUnit]) -> bool:
    """Whether a unit says something of its own."""
    text = found.whole.rstrip()
    unit = stored.get((found.document_id, found.page, found.start))
    if unit is None or is_question(text) or is_caption(text) or _SET.match(text):
        return False
    if is_reference(text, found.context) or is_address(text):
        return False
    if found.kind is Kind.CODE and is_printed(text):
        return False
    if found.kind is Kind.PARAGRAPH and _is_cut_off(text):
        return False
    if found.kind is Kind.ROW:
        headed = not found.cells or any(cell.head for cell in found.cells)
        return headed and all(not cell.head or any(map(str.isalpha, cell.head)) for cell in found.cells)
    if found.kind in (Kind.CODE, Kind.FORMULA):
        return True
    if found.kind is Kind.ITEM and question.task is not Task.LIST and _is_agenda(question, unit):
        return False
    if _is_of_the_text(question, found):
        return False
    said = question.terms.union(*(terms(part) for part in found.context))
    if unit.content <= said:
        return False
    return found.kind is not Kind.PARAGRAPH or text.endswith(_ENDS) or len(text.split()) > _FEW


def _is_cut_off(text: str) -> bool:
    """Whether it is the end of a sentence that began elsewhere: above a picture, in the column before."""
    return text[:1].islower() and text.endswith(_ENDS) and len(text.split()) > _FEW


def _is_of_the_text(question: Question, found: Evidence) -> bool:
    """Whether a unit tells what a text has ("In this lesson we discuss ..."), where nothing is asked about texts."""
    spoken = question.search.language
    if speaks_of_texts(question.search.text, spoken):
        return False
    listed_as_coming = found.kind is Kind.ITEM and any(
        opens_agenda(part, spoken) for part in found.context[-1:]
    )
    return listed_as_coming or announces(found.whole, spoken)


def _is_agenda(question: Question, unit: StoredUnit) -> bool:
    """Whether an item only names what is to come ("2 Survey mode"), and nothing that is asked for."""
    words = {term for term in unit.content if not term.isdigit()}
    return len(words) <= _TOPIC and not words & question.terms and not unit.unit.context
