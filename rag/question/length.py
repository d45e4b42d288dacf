"""How long a question may be, and what of it the models and the stemmers get to read.

A transformer's memory grows with the square of what it reads: a word of 100,000 letters asked for 130 GB.
"""

import re
import unicodedata

from rag.errors import QuestionTooLong

MOST_CHARACTERS = 2000
"""Of a question, counted after normalisation (NFKC): one sign may stand for eighteen."""

_WORD = 100  # letters; the longest words that people write have half as many
_MARKS = 8  # accents and vowel signs on one letter; Burmese has six
_TURN = 8000  # characters of an earlier question or answer
# Chinese, Japanese, Thai, Lao, Burmese and Khmer write without spaces: what looks like a word is a sentence.
_UNSPACED = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_LONG_WORD = re.compile(rf"([^\W{_UNSPACED}]{{{_WORD}}})[^\W{_UNSPACED}]+")


def check_length(question: str) -> None:
    """Raise QuestionTooLong where a question has more characters than can be asked at once."""
    # What is far too long is not normalised: that takes the square of the time.
    far = len(question) > 4 * MOST_CHARACTERS
    count = len(question) if far else len(unicodedata.normalize("NFKC", question))
    if count > MOST_CHARACTERS:
        raise QuestionTooLong(
            f"Your question has {count:,} characters, and at most {MOST_CHARACTERS:,} can be asked at once. "
            "Shorten it, or ask it in parts."
        )


def bounded(text: str) -> str:
    """`text` with overlong words cut, and letters with too many accents left with a few; else as it is."""
    return _LONG_WORD.sub(r"\1", _without_piles(text))


def bounded_turn(text: str) -> str:
    """The same of what was said earlier, which may be long: its beginning."""
    return bounded(text[:_TURN])


def _without_piles(text: str) -> str:
    if text.isascii():
        return text
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character).startswith("M") else 0
        if marks <= _MARKS:
            kept.append(character)
    return "".join(kept)
