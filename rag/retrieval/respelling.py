"""A question whose typing errors are mended by the words of the material."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from rag.common.spelling import edits
from rag.language.text import Text
from rag.language.words import Word, words
from rag.question.question import Question

# The language whose words the embedder knows: in another one many would be taken for errors.
_DICTIONARY = "en"
_SHORTEST = 4  # letters of a word that is mended
_APART = 2  # letters by which its length and that of the word that is meant may differ, endings and all


def respelled(question: Question, read: Iterable[str], is_word: Callable[[str], bool]) -> Question | None:
    """The question with the words that stand neither in what was `read` for it nor in a dictionary (`is_word`) put as
    the material spells them; None where none is spelled nearly as one of its words.

    "how long do drons need" becomes "how long do drone need": the word is that of the material, not its form.
    """
    spoken = question.search.language
    if spoken != _DICTIONARY:
        return None
    unknown = [word for word in question.search.contents if _is_unknown(word, is_word)]
    if not unknown:
        return None  # as mostly, without a look at what was read
    there = [word for text in read for word in words(text, spoken)]
    known = {word.term for word in there}
    meant = Counter(word.text.casefold() for word in there if len(word.text) >= _SHORTEST)
    nearest = {word.text: _nearest(word, meant, spoken) for word in unknown if word.term not in known}
    mended = {text: better for text, better in nearest.items() if better}
    if not mended:
        return None
    asked, search = (_with(text, mended) for text in (question.asked, question.search))
    made = Question.made(
        question.text, asked, search, question.scope, question.context, question.request, question.talk
    )
    return replace(
        made, parts=question.parts, extent=question.extent, example=question.example, wish=question.wish
    )


def _is_unknown(word: Word, is_word: Callable[[str], bool]) -> bool:
    return word.text.isalpha() and len(word.text) >= _SHORTEST and not is_word(word.text.casefold())


def _nearest(word: Word, meant: Counter[str], spoken: str) -> str:
    """The word of the material that is meant, the most frequent of those that are one edit away; "" for none.

    Two edits away stands too often another word: of "captial", which is "capital", a "caption".
    """
    text = word.text.casefold()
    near: list[tuple[int, str]] = []
    for other, times in meant.items():
        if other[0] != text[0] or abs(len(other) - len(text)) > _APART:
            continue
        stem = next((found.term for found in words(other, spoken)), other)
        if min(edits(text, other), edits(word.term, stem)) <= 1:
            near.append((-times, other))
    return min(near)[1] if near else ""


def _with(text: Text, mended: dict[str, str]) -> Text:
    said = text.text
    for word in reversed(text.words):
        if word.text in mended:
            said = said[: word.start] + mended[word.text] + said[word.start + len(word.text) :]
    return Text.of(said, text.language)
