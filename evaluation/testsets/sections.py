"""Cases for whole answers, drafted from the sections of a document: their points are the units that stand for them.

Which units do was chosen when the file was read (`ingest.units.summaries`). A section is left alone where they say
little by themselves, or where its heading does not say which one it is: a person has to read every draft.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from evaluation.metrics.words import count
from rag.language.identify import language
from rag.language.layout import is_question, plain_line
from rag.language.tables import table
from rag.question.suggestions import is_topic
from rag.store.documents.units import StoredUnit
from rag.store.library import Library
from rag.store.testsets import Case
from rag.values import Document, Kind, Task

NOTE = "drafted from a section"
_LEAST = 2  # points of a section
_POINT = (6, 60)  # words
_HEADING = (1, 10)
_OPENS = (":", "：")
_ENDS = (".", "!", "。", "！")
_QUOTES = "\"'”’»)]"
_ADDRESS = re.compile(r"\s*\(https?://[^\s)]+\)")
_NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?|[IVXivx]+[.)])\s+")
_SAID_SO = frozenset({Kind.PARAGRAPH, Kind.DEFINITION})


def propose_sections(
    library: Library, collection: str | None, limit: int = 6, known: Iterable[str] = ()
) -> list[Case]:
    """At most `limit` drafts from a collection (None: all), one a section, from the documents in turn; questions in
    `known` are left out."""
    seen = {question.casefold() for question in known}
    streams = [_of_document(library, document) for document in library.documents(collection)]
    found: list[Case] = []
    for case in _in_turn(streams):
        if case.question.casefold() not in seen:
            seen.add(case.question.casefold())
            found.append(case)
        if len(found) == limit:
            break
    return found


def _in_turn(streams: list[Iterator[Case]]) -> Iterator[Case]:
    """One of each, then the next of each. A document is read when its turn comes."""
    while streams:
        for stream in list(streams):
            case = next(stream, None)
            if case is None:
                streams.remove(stream)
            else:
                yield case


def _of_document(library: Library, document: Document) -> Iterator[Case]:
    standing = library.units.summaries(document.id)
    sections: dict[tuple[int, int], list[StoredUnit]] = {}
    for unit in standing:
        if unit.unit.under is not None:
            sections.setdefault(unit.unit.under, []).append(unit)
    headings = _headings(library, document, sections)
    often = Counter(heading.casefold() for heading in headings.values())
    for turn, (place, units) in enumerate(sections.items()):
        heading = headings.get(place, "")
        if often[heading.casefold()] == 1:
            yield from _drafted(document, heading, units, Task.SUMMARISE if turn % 2 else Task.EXPLAIN)


def _headings(
    library: Library, document: Document, places: Iterable[tuple[int, int]]
) -> Mapping[tuple[int, int], str]:
    """The headings at these places (page, start), without their numbers."""
    wanted = set(places)
    return {
        place: _NUMBER.sub("", plain_line(_ADDRESS.sub("", unit.read)))
        for unit in library.units.of_document(document.id)
        if (place := (unit.unit.page, unit.unit.start)) in wanted
    }


def _drafted(document: Document, heading: str, units: Sequence[StoredUnit], task: Task) -> Iterator[Case]:
    """One case or none."""
    points = [(unit, point) for unit in units if (point := _point(unit, heading))]
    question = _question(heading, task, language(" ".join([heading, *(point for _, point in points)])))
    if question and len(points) >= _LEAST:
        task = Task.EXPLAIN if question == heading else task
        yield Case(
            question,
            document=document.name,
            page=points[0][0].unit.page,
            answerable=True,
            note=NOTE,
            points=tuple(point for _, point in points),
            task=task,
        )


def _question(heading: str, task: Task, spoken: str) -> str:
    """A heading that asks is its own question; "" where it names no topic, or nobody has put it in that language."""
    words = heading.split()
    if not _HEADING[0] <= len(words) <= _HEADING[1] or not any(map(str.isalpha, heading)):
        return ""
    if is_question(heading):
        return heading if len(words) > 1 else ""
    topic = is_topic([words[-1].lower()])
    return str(table("drafts", spoken).get(task.value, "")).format(heading) if topic else ""


def _point(stored: StoredUnit, heading: str) -> str:
    """What a unit says, as a point; "" where it says too little or too much, is no whole sentence, asks, or leans on
    another one."""
    said = _NUMBER.sub("", plain_line(_ADDRESS.sub("", stored.read)))
    fits = _POINT[0] <= count(said) <= _POINT[1]
    leans = stored.unit.kind in _SAID_SO and bool(stored.unit.context) and not _is_heading(stored, heading)
    broken = stored.unit.kind is Kind.PARAGRAPH and not said.rstrip(_QUOTES).endswith(_ENDS)
    return said if fits and not (leans or broken) and not (is_question(said) or said.endswith(_OPENS)) else ""


def _is_heading(stored: StoredUnit, heading: str) -> bool:
    """Whether the last that a unit is understood by is the heading that it stands under."""
    last = plain_line(_ADDRESS.sub("", stored.unit.context[-1]))
    return _NUMBER.sub("", last).casefold() == heading.casefold()
