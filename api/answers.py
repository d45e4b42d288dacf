"""An answer for programs: its text with numbers in brackets, and what each of them stands for."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from rag.language.layout import plain_line
from rag.values import Answer, AnswerPart, Citation, Claim, Kind, Outcome, Shape
from rag.values.places import said
from service.outside.links import page_link


@dataclass(frozen=True, slots=True)
class AnswerMark:
    """Where a number stands in the text of an answer: characters `start:end` are its "[1]"."""

    start: int
    end: int
    number: int


@dataclass(frozen=True, slots=True)
class MarkedAnswer:
    """The text of an answer with its marks in order, and the places that they stand for: number 1 is `sources[0]`."""

    text: str
    marks: tuple[AnswerMark, ...]
    sources: tuple[Citation, ...]


def marked(answer: Answer) -> MarkedAnswer:
    """The answer as plain text. Sources are numbered as they come in it; a place has one number."""
    text = _Text([citation for claim in answer.claims for citation in claim.citations])
    if answer.outcome is Outcome.ANSWERED and answer.short is not None and answer.short.sure:
        text.line(answer.short.text, [answer.short.citation])
    if answer.parts:
        for part in answer.parts:
            _say(part, answer, text)
    else:
        for line in () if answer.claims else answer.text.splitlines():
            text.line(line)
        for claim in answer.claims:
            text.line(claim.text, claim.citations)
    for suggestion in answer.suggestions:
        text.line(f"- {suggestion}")
    if answer.notice:
        text.line("")
        text.line(answer.notice)
    return text.whole()


def citations_json(answer: MarkedAnswer, base: str) -> list[dict[str, Any]]:
    """Each source with its number, what the place is called, and a link to it in the app, which is at `base`."""
    return [citation_json(cited, base, number) for number, cited in enumerate(answer.sources, 1)]


def citation_json(cited: Citation, base: str, number: int) -> dict[str, Any]:
    """One source: `quote` is `start:end` of the text of its page, which counts from 1."""
    return {"number": number, **asdict(cited), "place": said(cited), "url": page_link(cited, base)}


def _say(part: AnswerPart, answer: Answer, text: "_Text") -> None:
    claims = [answer.claims[index] for index in part.claims]
    match part.shape:
        case Shape.LINE:
            for line in part.text.splitlines():
                text.line(line)
        case Shape.TABLE:
            if part.text:
                text.line(part.text)
            for claim in claims:
                text.line(plain_line(claim.text), claim.citations)
        case Shape.PARAGRAPH | Shape.ITEM:
            text.begin(_lead(part))
            for claim in claims:
                text.go_on(_words(claim, answer), claim.citations)


def _lead(part: AnswerPart) -> str:
    """What stands before the claims of a part: the number of an item, or a heading."""
    if not part.text:
        return "-" if part.shape is Shape.ITEM else ""
    return part.text if part.text[:1].isdigit() and part.text.endswith(".") else f"{part.text}:"


def _words(claim: Claim, answer: Answer) -> str:
    """A claim on one line; code keeps its line ends."""
    code = any(found.kind is Kind.CODE and found.citations() == claim.citations for found in answer.evidence)
    return claim.text if code else plain_line(claim.text)


class _Text:
    """A text as it grows, line by line. `known` are all places that are cited, so that a part of one has its number."""

    def __init__(self, known: Iterable[Citation]) -> None:
        self._known = tuple(known)
        self._text = ""
        self._marks: list[AnswerMark] = []
        self._sources: list[Citation] = []

    def line(self, words: str, cited: Iterable[Citation] = ()) -> None:
        """A line of its own."""
        self.begin(words)
        self._cite(cited)

    def begin(self, words: str) -> None:
        """Begin a line with these words."""
        self._text += ("\n" if self._text else "") + words

    def go_on(self, words: str, cited: Iterable[Citation]) -> None:
        """Go on in the line."""
        self._text += (" " if self._text and not self._text.endswith("\n") else "") + words.strip()
        self._cite(cited)

    def whole(self) -> MarkedAnswer:
        return MarkedAnswer(self._text, tuple(self._marks), tuple(self._sources))

    def _cite(self, cited: Iterable[Citation]) -> None:
        for number in dict.fromkeys(self._number(citation) for citation in cited):
            mark = f"[{number}]"
            self._text += f" {mark}"
            end = len(self._text)
            self._marks.append(AnswerMark(end - len(mark), end, number))

    def _number(self, cited: Citation) -> int:
        whole = next((known for known in self._known if known.holds(cited)), cited)
        for number, source in enumerate(self._sources, 1):
            if source.holds(whole):
                return number
        self._sources.append(whole)
        return len(self._sources)
