"""Words with their offsets and index terms, in any language that the library may hold.

A term is what two inflections of a word share: case-folded, stemmed by Snowball in the language of the
text, without accents. Chinese, Japanese and Korean have no spaces, so their terms
are overlapping pairs of characters, the usual baseline of CJK retrieval (Nie et al., 2000).
"""

import re
import threading
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

from rag.language.identify import CJK_RUN, FUNCTION_WORDS, WORD, language
from rag.language.languages import LANGUAGES
from rag.language.tables import joined

# "How large is …" asks for a number; no answer need be called large.
_MEASURE = re.compile(rf"\b(?:{joined('function_words', 'measures')})\b", re.IGNORECASE)
_LONGEST = 100  # letters of a word that count
# Words of grammar that are taken for such in a text of any language.
_COMMON = frozenset().union(*(FUNCTION_WORDS[code] for code in ("ar", "de", "en", "es", "fr", "zh")))
_ACCENT = re.compile(r"[\u0300-\u036f]")
_local = threading.local()


@dataclass(frozen=True, slots=True)
class Word:
    """A word as written at `start:end` of its text, and its index term."""

    text: str
    start: int
    end: int
    term: str


def words(text: str, stem_language: str | None = None) -> list[Word]:
    """Every word of `text` in order. Runs of CJK come as overlapping pairs of characters."""
    stem = _stemmer(stem_language or language(text))
    found: list[Word] = []
    for match in WORD.finditer(text):
        start, run = match.start(), match.group()
        if CJK_RUN.match(run):
            width = min(2, len(run))
            found += [
                Word(run[i : i + width], start + i, start + i + width, run[i : i + width])
                for i in range(len(run) - width + 1)
            ]
        else:
            found.append(Word(run, start, match.end(), stem(run)))
    return found


def terms(text: str, stem_language: str | None = None) -> list[str]:
    """The index terms of `text` in order, function words included."""
    return [word.term for word in words(text, stem_language)]


def is_function_word(word: str, spoken: str = "") -> bool:
    """Whether the word (as written) carries grammar rather than content, in a common language or in `spoken`."""
    folded = word.casefold()
    return folded in _COMMON or folded in FUNCTION_WORDS.get(spoken, ())


def content_words(text: str, stem_language: str | None = None) -> list[Word]:
    """The words that carry content, in order: function words, single Latin letters and the word after
    "how" left out."""
    spoken = language(text) if stem_language is None else stem_language
    return content_words_among(words(text, spoken), text, spoken)


def content_words_among(found: Iterable[Word], text: str, spoken: str) -> list[Word]:
    """The words that carry content among all words of `text`, which is in the language `spoken`."""
    measures = [match.span() for match in _MEASURE.finditer(text)]
    known, english = FUNCTION_WORDS.get(spoken, frozenset()), FUNCTION_WORDS["en"]
    return [
        word
        for word in found
        if (folded := word.text.casefold()) not in known
        and folded not in english
        and not any(start <= word.start < end for start, end in measures)
        and not (
            len(word.text) == 1 and word.text.isascii() and not word.text.isdigit() and word.text.islower()
        )
    ]


def content_terms(text: str, stem_language: str | None = None) -> set[str]:
    """The distinct terms of `content_words`."""
    return {word.term for word in content_words(text, stem_language)}


def _stemmer(spoken: str):  # type: ignore[no-untyped-def]
    # PyStemmer objects are not thread-safe, so each thread keeps its own.
    cache = _local.__dict__.setdefault("stemmers", {})
    if spoken not in cache:
        known = LANGUAGES[spoken]
        # A text in a language without a stemmer may hold English words.
        snowball = Stemmer.Stemmer(known.stemmer or LANGUAGES["en"].stemmer)

        def stem(word: str) -> str:
            word = word[:_LONGEST]
            if known.folds_first or word.isascii():
                return str(snowball.stemWord(_folded(word)))
            return _without_accents(snowball.stemWord(unicodedata.normalize("NFC", word.casefold())))

        cache[spoken] = lru_cache(maxsize=50_000)(stem)
    return cache[spoken]


def _folded(word: str) -> str:
    if word.isascii():
        number = word.replace(",", "")
        return number if number.isdigit() else word.lower()
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def _without_accents(word: str) -> str:
    """Without what is written above or below Latin, Greek and Cyrillic letters; the signs of Indic scripts stay."""
    return unicodedata.normalize("NFC", _ACCENT.sub("", unicodedata.normalize("NFD", word)))
