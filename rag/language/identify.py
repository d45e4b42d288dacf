"""Which language a text is in: by its script, its words of grammar, and where these leave it open, by py3langid.

English, German, French and Spanish are told from each other by words of grammar as they always were: the index terms
of older libraries depend on it. py3langid tells that a text is in another language.
"""

import re
import struct
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import repeat
from typing import TYPE_CHECKING

from rag.language.languages import LANGUAGES
from rag.language.tables import languages_with, listed

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af"
"""Chinese characters, kana and hangul, as a class of a regular expression."""
# What is written on or around a letter and is no letter itself: accents, Arabic, Devanagari and Tamil vowels.
_MARKS = (
    r"\u0300-\u036f\u064b-\u0652\u0900-\u0903\u093a-\u093c\u093e-\u094f\u0951-\u0957\u0962\u0963"
    r"\u0b82\u0bbe-\u0bcd\u0bd7"
)
WORD = re.compile(rf"\d+(?:[.,]\d+)*|[{CJK}]+|[^\W\d_{CJK}]+(?:[{_MARKS}]+[^\W\d_]*)*")
_LETTERS = re.compile(r"[^\W\d_]+")
CJK_RUN = re.compile(rf"[{CJK}]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
# Letters that Persian and Urdu have and Arabic has not.
_PERSIAN = re.compile(r"[پچژگ]")
_OTHER_SCRIPT = re.compile(r"[\u0370-\u05ff\u0900-\u097f\u0b80-\u0bff\u1f00-\u1fff]")
_LETTER = re.compile(r"[^\W\d_]")
_SCRIPTS = {
    "ru": re.compile(r"[\u0400-\u052f]"),
    "el": re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]"),
    "hy": re.compile(r"[\u0530-\u058f]"),
    "he": re.compile(r"[\u0590-\u05ff]"),
    "hi": re.compile(r"[\u0900-\u097f]"),
    "ta": re.compile(r"[\u0b80-\u0bff]"),
}

FUNCTION_WORDS = {
    code: frozenset(listed("function_words", "words", code)) for code in languages_with("function_words")
}
# For each word of grammar a number with a one in the field of each of its languages, so that one sum counts the words
# of all languages at once: this is asked of every sentence of every passage.
_FIELDS = struct.Struct(f"<{len(FUNCTION_WORDS)}H")
_ONES: dict[str, int] = {}
for _place, _words in enumerate(FUNCTION_WORDS.values()):
    for _word in _words:
        _ONES[_word] = _ONES.get(_word, 0) + (1 << 16 * _place)
_PLACES = {code: place for place, code in enumerate(FUNCTION_WORDS)}

_READ = 2000  # characters that are looked at
_READ_BY_MODEL = 300
# A model's guess at fewer characters is worth nothing alone ("BERT layers").
_SHORT = 20
_FIRST = ("en", "de", "fr", "es")
# Chosen on 34,000 chunks, sentences and questions of the development sets and 12,000 messages of Django in 40
# languages. Words of grammar settle it where they are this many, this share of all words, and those of any other
# language this share of them.
_FEW, _SETTLED, _RIVALS = 2, 0.2, 0.6
_SURE = 0.7
# In a text whose language is known: the share of words of grammar in lists of books, heads of tables, and how many
# words may have none.
_AS_EXPECTED, _FEW_WORDS = 0.08, 25


@lru_cache(maxsize=4096)
def language(text: str, expected: str = "") -> str:
    """The ISO 639-1 code of the language of `text`, one of `LANGUAGES`; "en" where nothing tells.

    "zh" is any CJK, "ar" any text with an Arabic letter that is not Persian or Urdu. `expected` is the language of what
    the text is part of, if that is known: fewer words of grammar are then enough, and the model is asked less often.
    """
    head = text[:_READ]
    return (not head.isascii() and _by_script(head)) or _by_words(head, expected)


def letters_only(text: str) -> set[str]:
    """The runs of letters of `text`, case-folded: cheap to make, to see whether a word may be there at all."""
    return set(_LETTERS.findall(text.casefold()))


def prepare() -> None:
    """Load py3langid's model (a second, 90 MB of memory), which the first text that needs it would wait for."""
    _model()


def _by_script(head: str) -> str:
    """The language of a text in other than Latin letters; "" for Latin ones."""
    if len(CJK_RUN.findall(head)) > len(head) // 10:
        return "zh"
    if _ARABIC.search(head):
        guess, _ = _guess(head) if _PERSIAN.search(head) else ("ar", 1.0)
        return guess if guess in ("fa", "ur") else "ar"
    likeliest = _likeliest_by_script(head)
    if not likeliest or len(head) < _SHORT:
        return likeliest
    guess, p = _guess(head)
    return guess if p >= _SURE else likeliest


def _likeliest_by_script(text: str) -> str:
    """The language most often written in the script of most of the letters; "" for Latin, and for none."""
    if not _OTHER_SCRIPT.search(text):
        return ""
    half = len(_LETTER.findall(text)) / 2
    return next((code for code, letter in _SCRIPTS.items() if len(letter.findall(text)) > half), "")


def _by_words(head: str, expected: str) -> str:
    """The language of a text in Latin letters."""
    words = WORD.findall(head.casefold())
    counts = _counted(words)
    first = max(_FIRST, key=lambda code: counts[_PLACES[code]])
    most = counts[_PLACES[first]]
    rivals = max(counts[: _PLACES[first]] + counts[_PLACES[first] + 1 :])
    if most >= max(_FEW, _SETTLED * len(words)) and rivals <= _RIVALS * most:
        return first
    if expected in _FIRST and _is_as_expected(counts, _PLACES[expected], len(words)):
        return expected
    if len(head) < _SHORT and rivals <= max(most, 1):
        return first
    guess, p = _guess(head)
    told = counts[_PLACES[guess]] if guess in _PLACES else 0
    if len(head) < _SHORT:
        other = told > max(most, 1)
    elif guess in _FIRST:
        other = told >= max(most, 1) and p >= _SURE
    elif guess in FUNCTION_WORDS:
        other = told > max(most, 1) or (told >= max(most, 1) and p >= _SURE)
    else:
        other = most <= _SETTLED * len(words) and p >= _SURE
    return guess if other else first


def _is_as_expected(counts: tuple[int, ...], place: int, words: int) -> bool:
    """Whether so many words of grammar are of the language at `place`, or there are few words, and none of others."""
    told, rivals = counts[place], max(counts[:place] + counts[place + 1 :])
    return rivals <= _RIVALS * told if told >= _AS_EXPECTED * words else words < _FEW_WORDS and rivals <= told


def _counted(words: Sequence[str]) -> tuple[int, ...]:
    """How many of the words are words of grammar, for each language of `FUNCTION_WORDS` in order."""
    return _FIELDS.unpack(sum(map(_ONES.get, words, repeat(0))).to_bytes(_FIELDS.size, "little"))


@lru_cache(maxsize=4096)
def _guess(head: str) -> tuple[str, float]:
    """py3langid's guess, and the probability in [0, 1] of it or another language with the same stemmer."""
    code, p = _model().classify(head[:_READ_BY_MODEL])
    if LANGUAGES[code].stemmer == "serbian":
        ranked = _model().rank(head[:_READ_BY_MODEL])
        p = sum(share for other, share in ranked if LANGUAGES[other].stemmer == "serbian")
    return code, p


@cache
def _model() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(list(LANGUAGES))
    return model
