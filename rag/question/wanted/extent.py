"""How long an answer is to be: "in three sentences", "briefly", "in detail"."""

import re
from dataclasses import dataclass
from functools import cache

from rag.language.languages import COMMON
from rag.language.numbers import numerals
from rag.language.tables import joined

_MOST = 12  # sentences; of more a page is meant, or no length


@dataclass(frozen=True, slots=True)
class Extent:
    """`share` of the words that the task has otherwise, or of `before`, the words of the answer before (0: not known),
    where these are fewer; `sentences` at most, 0 where none are said."""

    share: float = 1.0
    sentences: int = 0
    before: int = 0

    def words(self, usual: int) -> int:
        """The words of an answer that has `usual` ones otherwise."""
        return max(1, round(min(usual, self.before or usual) * self.share))

    def times(self, share: float) -> "Extent":
        """The same of a share."""
        return Extent(self.share * share, self.sentences, self.before)


USUAL = Extent()
SHORT, LONG = 0.5, 1.8


def extent_of(question: str, spoken: str) -> Extent:
    """How long the answer to `question`, in the language `spoken`, is to be."""
    found = _pattern("sentences", spoken).search(question)
    if found:
        numbers = [value for number in numerals(found[0]) for value in number.values if value.isdecimal()]
        count = int(numbers[0]) if numbers else 1
        return Extent(sentences=count) if 1 <= count <= _MOST else USUAL
    if _pattern("briefly", spoken).search(question):
        return Extent(SHORT)
    return Extent(LONG) if _pattern("at_length", spoken).search(question) else USUAL


def without_extent(question: str, spoken: str) -> str:
    """`question` without the words that say how long the answer is to be."""
    names = ("sentences", "briefly", "at_length")
    for name in names:
        question = _pattern(name, spoken).sub("", question)
    return " ".join(question.split()).strip(" ,")


@cache
def _pattern(name: str, spoken: str) -> re.Pattern[str]:
    return re.compile(joined("wishes", name, *COMMON, spoken), re.IGNORECASE)
