"""Questions that a collection can answer, made from its own sentences by rule."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from rag.language.tables import listed
from rag.language.words import is_function_word, terms
from rag.store.library import Library
from rag.values import Document

_DOCUMENTS, _PAGES = 24, 12  # looked at: of a collection, and of each document from its start
_MENTIONS = 3  # of a thing in its document, below which it is no topic
_OFTEN = 8  # mentions, from which on it is one of the document's main topics
_FOUND = 3  # the passage that defines the thing must be among as many that a search for it finds
_SEPARATOR = " › "  # in the header of a passage, before the name of the section
_DEFINITION = re.compile(
    r"(?:^|(?<=[.!?]\s)|(?<=\n\n))"
    r"(?P<article>An? |The )?"
    r"(?P<name>[A-Za-z][\w-]*(?:\s[\w-]+){0,3}?)(?P<short>\s\([A-Z][\w-]{1,9}\))?"
    r"\s(?P<verb>is\s(?:an?|the|any)|are(?=\s(?:\w+\s){0,3}?\w+s\s(?:that|which|who|of)\b)|means\s(?:that|an?|the)|refers\sto\s(?:an?|the))"
    r"\s(?P<said>[a-z][^.!?]{20,240}[.!?])(?=\s|$)"
)
# "is a set of 12 questions", "is the same": words that tell no kind of thing.
_SAYS_NOTHING = re.compile(
    r"(?:good |bad |great |key |useful |common )?"
    r"(?:example|choice|matter|case|reason|problem|exception|way|idea|same|other|more|only|most|best|lot|result|one)\b"
)
_CAPTION = re.compile(
    r"\s*(?:table|figure|fig|listing|algorithm|equation|box|exercise|question)\b\.?\s*\d", re.I
)
_NUMBER = re.compile(r"(?<!\S)[\d.,%±–-]+(?!\S)")
_NUMBERS = 0.2  # the share of a paragraph's words that are numbers, from which on it is rows of a table
_LINKS = frozenset({"of", "in", "for", "the", "a", "an"})
_ARTICLES = frozenset({"the", "a", "an"})
_NO_SUBJECTS = frozenset(listed("topics", "no_subjects"))


@dataclass(frozen=True, slots=True)
class _Defined:
    """A thing that a sentence of the material defines. `worth` is how likely one is to ask about it."""

    question: str
    name: str
    sentence: str
    worth: int


def suggestions(library: Library, collection: str | None = None, limit: int = 4) -> list[str]:
    """At most `limit` questions, from different documents as far as there are; none is invented.

    Each asks what a thing is that a sentence of the material defines, and that the document is about: a heading or its
    title names it, or it is said often. A search for it finds that sentence. None is better than a poor one.
    """
    readable = [document for document in library.documents(collection) if document.chunks]
    streams = [_of_document(library, document) for document in readable[:_DOCUMENTS]]
    found: dict[str, str] = {}
    while streams and len(found) < limit:
        for stream in list(streams):
            question = next(stream, None)
            if question is None:
                streams.remove(stream)
            else:
                found.setdefault(question.casefold(), question)
    return list(islice(found.values(), limit))


def questions(text: str, headings: Iterable[str] = ()) -> Iterator[str]:
    """The question that each defining sentence of `text` answers, in order."""
    return (defined.question for defined in _defined(text, headings))


def is_topic(words: list[str]) -> bool:
    """Whether the lower-case `words` name a thing, and not a place in the text or a word of grammar."""
    grammar = any(is_function_word(word) and word not in _LINKS for word in words)
    return not grammar and not _NO_SUBJECTS.intersection(words) and words[-1] not in _LINKS


def inside(name: str, text: str) -> str:
    """A name as it stands within a sentence: small, where the text writes it so elsewhere."""
    small = name[0].lower() + name[1:]
    if re.search(rf"[a-z,] {re.escape(small)}\b", text):
        return small
    # "Distributed computation": its other words are small, and nowhere but at a beginning it has a capital.
    phrase = " " in name and name[1:] == name[1:].lower()
    return small if phrase and not re.search(rf"[a-z,] {re.escape(name)}\b", text) else name


def _of_document(library: Library, document: Document) -> Iterator[str]:
    """Its questions, the worthiest first."""
    headings = {document.title, *(_section(header) for *_, header in library.headers(document.id))}
    text = "\n\n".join(page.text for page in library.pages(document.id)[:_PAGES])
    found = sorted(_defined(text, headings), key=lambda defined: -defined.worth)
    for defined in found:
        if defined.worth > 0 and _is_found(library, document, defined):
            yield defined.question


def _section(header: str) -> str:
    title, _, section = header.partition(_SEPARATOR)
    return section or title


def _is_found(library: Library, document: Document, defined: _Defined) -> bool:
    """Whether a search for the thing by its words finds the sentence that defines it."""
    keys = library.search.lexical(terms(defined.name), _FOUND, document.collection)
    chunks = library.search.chunks(keys).values()
    sentence = _plain(defined.sentence)
    return any(sentence in _plain(chunk.text) for chunk in chunks if chunk.document_id == document.id)


def _defined(text: str, headings: Iterable[str]) -> Iterator[_Defined]:
    folded = text.casefold()
    named = [frozenset(terms(heading)) for heading in headings]
    for paragraph in _paragraphs(text):
        for match in _DEFINITION.finditer(paragraph):
            name = _plain(match["name"])
            words = name.lower().split()
            mentions = folded.count(words[-1])
            if (
                len(name) < 3
                or not is_topic(words)
                or mentions < _MENTIONS
                or _SAYS_NOTHING.match(match["said"])
            ):
                continue
            if any(word.isdigit() for word in words):  # "a perplexity of 20"
                continue
            headed = any(known.issuperset(terms(name)) for known in named)
            if headed or _stands_alone(match, name, words):
                worth = 2 * headed + (len(words) > 1) + bool(match["short"]) + (mentions >= _OFTEN)
                yield _Defined(_question(match, name, text), name, match.group(), worth)


def _paragraphs(text: str) -> Iterator[str]:
    """Those of prose: no captions, and no rows of a table."""
    for paragraph in re.split(r"\n\s*\n", text):
        if not _CAPTION.match(paragraph) and not _is_table(paragraph) and "|" not in paragraph:
            yield paragraph.strip()


def _is_table(paragraph: str) -> bool:
    return len(_NUMBER.findall(paragraph)) > _NUMBERS * len(paragraph.split())


def _stands_alone(match: re.Match[str], name: str, words: Sequence[str]) -> bool:
    """Whether a thing that no heading names can be asked for out of its place: not "the model", no bare "MATH"."""
    if match["article"] == "The " or match["verb"] == "are" or _ARTICLES.intersection(words):
        return False  # "The model", "Models", "Today the web"
    letters = [character for character in name if character.isalpha()]
    acronym = len(words) == 1 and sum(map(str.isupper, letters)) > 1
    return not acronym or bool(match["short"])


def _question(match: re.Match[str], name: str, text: str) -> str:
    article = (match["article"] or "").lower()
    verb = "are" if match["verb"] == "are" else "is"
    return f"What {verb} {article}{name if article else inside(name, text)}{match['short'] or ''}?"


def _plain(text: str) -> str:
    return " ".join(text.split())
