"""Questions about a document or the library itself: how many pages, which document mentions X, what is on page 3.

They are read by patterns that must fit the whole question; they lie in `rag/language/data/<language>/about.toml`. What
a pattern fits may still be no such question ("What is mitosis about?"): the catalogue answers only where the words of
`document` name a document, and the place that is asked for is there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from rag.language.numbers import numerals
from rag.language.tables import joined, languages_with, listed, table

_NUMBER = (
    r"\d+(?:\.\d+)*[a-z]?|[ivxlc]+\b|[a-z]\b|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
)
_BLANKS = ("nouns", "parts", "items", "units", "ordinals")
_FRAMES = ("a_unit", "a_heading", "points")  # of which each has blanks of its own
_COUNTS = re.compile(r"how many\b|wie viele\b", re.IGNORECASE)
_ENDS = " \t\n?!.,;:\"'“”"


class AboutKind(StrEnum):
    """What is asked of a document or of the library. The order is that in which they are tried.

    `WITHIN` is no such question: it asks something else (its `topic`) of one page alone.
    """

    DOCUMENTS = "documents"
    PAGES = "pages"
    PAGE = "page"
    UNIT = "unit"
    ITEM = "item"
    LISTING = "listing"
    MENTIONS = "mentions"
    AUTHOR = "author"
    TITLE = "title"
    OVERVIEW = "overview"
    WITHIN = "within"


_OF_ONE = frozenset({AboutKind.PAGES, AboutKind.AUTHOR, AboutKind.TITLE})


@dataclass(frozen=True, slots=True)
class About:
    """A question about documents. Each word is as it stands in the question, "" where it is not said.

    `document` says which one; `part` and `number` what of it ("chapter", "2"), `last` the last number
    of a range; `topic` what is looked for, or what the heading of a unit without a number says.
    """

    kind: AboutKind
    document: str = ""
    part: str = ""
    number: str = ""
    topic: str = ""
    counts: bool = False
    last: str = ""

    @property
    def of_everything(self) -> bool:
        """Whether it is about all that is searched, and not about one document."""
        return bool(_everything().fullmatch(self.document))

    @property
    def of_this(self) -> bool:
        """Whether it points at a document without naming it ("this paper"), or does not say which one it means."""
        return not self.document or bool(_this().fullmatch(self.document))

    @property
    def of_one(self) -> bool:
        """Whether it points at a document ("it", "this paper"), or asks what only one that is meant has."""
        if self.kind is AboutKind.DOCUMENTS or self.of_everything or not self.of_this:
            return False
        return bool(self.document) or self.kind in _OF_ONE


def points_at_document(question: str) -> bool:
    """Whether a question says that it is about a document that lies before both: "this paper"."""
    return bool(_pointing().search(question))


def about(question: str) -> Iterator[About]:
    """The ways in which `question` can be one about documents, the likeliest first."""
    said = " ".join(question.replace("'", "’").split()).strip(_ENDS)
    counts = bool(_COUNTS.match(said))
    for kind in AboutKind:
        found = next(filter(None, (pattern.fullmatch(said) for pattern in _patterns(kind))), None)
        if found is not None:
            named = {key: (value or "").strip(_ENDS) for key, value in found.groupdict().items()}
            document = named.get("document") or named.get("document2") or ""
            number = _in_digits(named.get("number") or named.get("number2", ""))
            yield About(
                kind,
                document,
                named.get("part") or named.get("part2", ""),
                number,
                named.get("topic") or named.get("topic2") or named.get("topic3", ""),
                counts,
                named.get("last", "").lower(),
            )


def _in_digits(number: str) -> str:
    found = numerals(number)
    in_words = bool(found) and (found[0].kind == "ordinal" or not number[:1].isdigit())
    return min(found[0].values, key=len) if in_words else number.lower()


@cache
def _patterns(kind: AboutKind) -> tuple[re.Pattern[str], ...]:
    return tuple(
        _compiled(pattern, language)
        for language in languages_with("about")
        for pattern in table("about", language).get(kind.value, ())
    )


def _compiled(pattern: str, language: str) -> re.Pattern[str]:
    for name in _FRAMES:
        pattern = pattern.replace("{" + name + "}", joined("about", name, language))
    for name in _BLANKS:
        pattern = pattern.replace("{" + name[:-1] + "}", f"(?:{joined('about', name, language)})")
    return re.compile(pattern.replace("{number}", _NUMBER), re.IGNORECASE)


@cache
def _everything() -> re.Pattern[str]:
    return re.compile(joined("about", "everything"), re.IGNORECASE)


@cache
def _this() -> re.Pattern[str]:
    each = (pattern for code in languages_with("about") for pattern in _filled("this", code))
    return re.compile("|".join(each), re.IGNORECASE)


@cache
def _pointing() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{joined('about', 'pointing')})(?!\w)", re.IGNORECASE)


def _filled(name: str, language: str) -> Iterator[str]:
    nouns = f"(?:{joined('about', 'nouns', language)})"
    for pattern in listed("about", name, language):
        yield pattern.replace("{noun}", nouns)
