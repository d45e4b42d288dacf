"""Draft cases from a collection's own sentences: a definition or a dated sentence becomes a question.

By rule, from the words as they stand, so that answer, document and page are known. A draft is a proposal:
a person accepts it, changes it or throws it away.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rag.sentences import spans
from rag.store.library import Library
from rag.store.testsets import Case
from rag.values import Page

_LENGTH = (20, 300)
_YEAR = r"(?P<year>(?:1\d|20)\d\d)"
# A subject is a short phrase that says by itself what it is about: no pronoun, no clause.
_SUBJECT = r"(?P<subject>(?:(?:The|An?|Der|Die|Das|Ein|Eine)\s)?[^\W\d_][\w()/’'-]*(?:\s[\w()/’'-]+){0,5})"
_DONE = r"\w+(?:ed|en|wn|rn)|built|made|found|held|set|sent|sold|taught|won|begun|put|cut|led|lost|read"
_NO_SUBJECT = frozenset(
    re.findall(
        r"\w+",
        """it he she they this that these those there here we you i what which who such its his her their one
        es er sie dies dieses diese das dort hier wir ihr man was welche wer so sein seine""",
    )
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A draft, with the sentence of the page that it was made from (characters `start` to `end`)."""

    case: Case
    sentence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Rule:
    """`pattern` must match the whole sentence; `draft` makes (question, answer) of it, or None."""

    pattern: re.Pattern[str]
    draft: Callable[[re.Match[str]], tuple[str, str] | None]


def propose(library: Library, collection: str, limit: int = 20, known: Sequence[str] = ()) -> list[Proposal]:
    """At most `limit` drafts, taken from the documents in turn; questions in `known` are left out."""
    sources = [
        list(_of_document(document.name, library.pages(document.id))) for document in library.documents(collection)
    ]
    seen = {question.casefold() for question in known}
    found: list[Proposal] = []
    for turn in range(max(map(len, sources), default=0)):
        for drafts in sources:
            if turn < len(drafts) and drafts[turn].case.question.casefold() not in seen:
                seen.add(drafts[turn].case.question.casefold())
                found.append(drafts[turn])
    return found[:limit]


def draft(sentence: str) -> tuple[str, str] | None:
    """A question and its answer made of a sentence; None where no rule fits."""
    sentence = " ".join(sentence.split())
    if not _LENGTH[0] <= len(sentence) <= _LENGTH[1]:
        return None
    for rule in _RULES:
        match = rule.pattern.fullmatch(sentence)
        made = rule.draft(match) if match else None
        if made:
            return made
    return None


def _of_document(name: str, pages: Sequence[Page]) -> Iterator[Proposal]:
    for page in pages:
        for start, end in spans(page.text):
            sentence = page.text[start:end]
            made = draft(sentence)
            if made:
                question, answer = made
                case = Case(question, (answer,), name, page.number, True, "drafted by rule")
                yield Proposal(case, sentence, start, end)


def _definition(question: str) -> Callable[[re.Match[str]], tuple[str, str] | None]:
    def make(match: re.Match[str]) -> tuple[str, str] | None:
        subject = _subject(match)
        return (question.format(subject), match["answer"].rstrip(". ")) if subject else None

    return make


def _dated(question: str) -> Callable[[re.Match[str]], tuple[str, str] | None]:
    def make(match: re.Match[str]) -> tuple[str, str] | None:
        subject = _subject(match)
        return (question.format(subject, **match.groupdict()), match["year"]) if subject else None

    return make


def _event(question: str) -> Callable[[re.Match[str]], tuple[str, str] | None]:
    def make(match: re.Match[str]) -> tuple[str, str] | None:
        event = match["event"].rstrip(". ")
        first = event.split()[0].casefold()
        alone = first not in _NO_SUBJECT and not re.search(r"\b(?:1\d|20)\d\d\b", event)
        return (question.format(event), match["year"]) if alone else None

    return make


def _subject(match: re.Match[str]) -> str | None:
    """The subject as it stands within a question, or None where it does not stand for itself."""
    words = match["subject"].split()
    if words[0].casefold() in _NO_SUBJECT and words[0] != "Das":
        return None
    if words[0] in ("The", "A", "An", "Der", "Die", "Das", "Ein", "Eine"):
        words[0] = words[0].lower()
    return " ".join(words) if len(words) > 1 or words[0][0].isupper() else None


_RULES = (
    _Rule(
        re.compile(rf"{_SUBJECT} (?P<verb>was|were) (?P<what>{_DONE}) in {_YEAR}\b.*\."),
        _dated("When {verb} {0} {what}?"),
    ),
    _Rule(
        re.compile(rf"{_SUBJECT} wurden? (?:im Jahre? )?{_YEAR} .*?(?P<what>\w+(?:t|en))\."),
        _dated("Wann wurde {0} {what}?"),
    ),
    _Rule(re.compile(rf"In {_YEAR}, (?P<event>.+)\."), _event("In which year did this happen: {0}?")),
    _Rule(
        re.compile(rf"{_SUBJECT} (?:is|are) defined as (?P<answer>.+)"),
        _definition("How is {0} defined?"),
    ),
    _Rule(
        re.compile(rf"{_SUBJECT} (?:refers to|denotes) (?P<answer>.+)"),
        _definition("What does {0} refer to?"),
    ),
    _Rule(re.compile(rf"{_SUBJECT} is (?P<answer>(?:an?|the) .+)"), _definition("What is {0}?")),
    _Rule(re.compile(rf"{_SUBJECT} bezeichnet (?P<answer>.+)"), _definition("Was bezeichnet {0}?")),
    _Rule(re.compile(rf"{_SUBJECT} ist (?P<answer>eine? .+)"), _definition("Was ist {0}?")),
)
