"""Where something is mentioned: every page that has the words, found exactly."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rag.catalogue.content import around
from rag.catalogue.headings import Reading
from rag.catalogue.places import in_line
from rag.catalogue.reply import Point, Reply, counted
from rag.language.words import content_words, is_function_word, words
from rag.values import Citation, Kind, Page
from rag.values.places import noun, of_page, said

_SHOWN = 8
_TRIED = 6  # places of a page
_BEFORE = {"section": "in", "minute": "in", "cell group": "in", "picture": "in"}
_ARTICLE = re.compile(r"^(?:the|an?|der|die|das|eine?)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Mention:
    """A page that has the words: how often, whether its document is called by them, and where the first few stand."""

    reading: Reading
    page: Page
    count: int
    in_title: bool
    starts: tuple[int, ...]

    @cached_property
    def sentence(self) -> Citation:
        """A sentence with the words. One that begins with them is more often about them."""
        found = [(around(self.reading, self.page, start), start) for start in self.starts]
        return min(found, key=lambda one: one[1] - one[0].start)[0]


def mentions(readings: Sequence[Reading], topic: str, by_page: bool) -> Reply | None:
    """The documents, or the pages, that mention `topic`, most mentions first; None where none does."""
    exact = _anywhere(readings, topic)
    found = exact or [mention for reading in readings for mention in _loosely(reading, topic)]
    if not found:
        return None
    found.sort(key=lambda mention: (not mention.in_title, -mention.count))
    shown = found if by_page else _one_a_document(found)
    points: list[Point] = [(_line(mention, found), mention.sentence) for mention in shown[:_SHOWN]]
    pages, documents = len(found), len({mention.reading.document.id for mention in found})
    stands = (
        f"“{' '.join(topic.split())}” stands" if exact else f"All words of “{' '.join(topic.split())}” stand"
    )
    kinds = {noun(mention.page.method, mention.reading.document.name) for mention in found}
    kind = kinds.pop() if len(kinds) == 1 else "page"
    lead = f"{stands} {_BEFORE.get(kind, 'on')} {counted(pages, kind)} of {counted(documents, 'document')}:"
    rest = len(shown) - _SHOWN
    told = kind if by_page else "document"
    return Reply(lead, tuple(points), f"And {counted(rest, told)} more." if rest > 0 else "")


def _anywhere(readings: Sequence[Reading], topic: str) -> list[Mention]:
    """The pages that have the words as they stand in the question."""
    phrase = _phrase(topic)
    return [mention for reading in readings for mention in _exactly(reading, phrase)] if phrase else []


def _phrase(topic: str) -> re.Pattern[str] | None:
    said = [word.text for word in words(_ARTICLE.sub("", topic))]
    if not said or all(is_function_word(word) for word in said):
        return None
    inside = r"[\s\W]{1,3}".join(re.escape(word) for word in said)
    return re.compile(rf"(?<!\w){inside}(?:e?s)?(?!\w)", re.IGNORECASE)


def _exactly(reading: Reading, phrase: re.Pattern[str]) -> Iterator[Mention]:
    in_title = bool(phrase.search(reading.document.title))
    for page in reading.pages:
        starts = [match.start() for match in phrase.finditer(page.text)]
        starts = [start for start in starts if not _is_furniture(page, start)]
        if starts:
            yield Mention(reading, page, len(starts), in_title, tuple(starts[:_TRIED]))


def _loosely(reading: Reading, topic: str) -> Iterator[Mention]:
    """The pages that have all words of content, in any form and order."""
    wanted = {word.term for word in content_words(topic)}
    if not wanted:
        return
    for page in reading.pages:
        held = [word for word in words(page.text) if word.term in wanted]
        held = [word for word in held if not _is_furniture(page, word.start)]
        if {word.term for word in held} == wanted:
            yield Mention(reading, page, 1, False, (held[0].start,))


def _is_furniture(page: Page, start: int) -> bool:
    """Whether the character at `start` is in a running head, a contents list, an index."""
    return any(block.kind is Kind.FURNITURE and block.start <= start < block.end for block in page.blocks)


def _one_a_document(found: Sequence[Mention]) -> list[Mention]:
    best: dict[int, Mention] = {}
    for mention in found:
        best.setdefault(mention.reading.document.id, mention)
    return list(best.values())


def standing(readings: Sequence[Reading], cited: Sequence[Citation], lead: str) -> Reply:
    """Where the words of `cited` stand, after the line `lead`: each page once, or each heading of it, with the first of
    them, in their order. `readings` are of their documents."""
    known = {reading.document.id: reading for reading in readings}
    places: dict[tuple[int, int, str], Point] = {}
    for one in cited:
        heading = _heading_of(known[one.document_id], one.page, one.start)
        under = f", under “{heading}”" if heading else ""
        line = f"{one.document}, {said(one)}{under}: {in_line(one)}"
        places.setdefault((one.document_id, one.page, heading), (line, one))
    points = tuple(places.values())
    rest = len(points) - _SHOWN
    return Reply(lead, points[:_SHOWN], f"And {counted(rest, 'place')} more." if rest > 0 else "")


def _line(mention: Mention, found: Sequence[Mention]) -> str:
    document = mention.reading.document
    heading = _heading(mention)
    under = f", under “{heading}”" if heading else ""
    others = [other for other in found if other.reading.document.id == document.id and other is not mention]
    also = [
        said(of_page(other.page, document.name)) for other in sorted(others, key=lambda o: o.page.number)
    ][:6]
    if also and all(name.startswith("page ") for name in also):
        also = [also[0], *(name.removeprefix("page ") for name in also[1:])]
    rest = f" (also {', '.join(also)})" if also else ""
    return f"{document.name}, {said(mention.sentence)}{under}{rest}: {in_line(mention.sentence)}"


def _heading(mention: Mention) -> str:
    """The heading that the sentence stands under."""
    return _heading_of(mention.reading, mention.page.number, mention.sentence.start)


def _heading_of(reading: Reading, page: int, start: int) -> str:
    """The heading that the character at `start` of a page stands under, on one line; "" where there is none."""
    before = [heading for heading in reading.headings if (heading.page, heading.start) <= (page, start)]
    return in_line(before[-1]) if before else ""
