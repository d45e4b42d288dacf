"""Proper names, told by their capitals, and whether another text has them."""

import itertools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from rag.language.identify import language
from rag.language.tables import joined, listed
from rag.language.words import Word, is_function_word, words

# Sentences begin after these, and there a capital says nothing.
_OPENERS = re.compile(r"(?:^|[.!?:;。！？]|[-–•*]\s|\n|,\s*[\"“«`])[\s\"'“”‘’`«»()\[\]]*$")
# What turns the name of a place into the name of its people: Canada, Canadian; Norway, Norwegian.
_PLACE = re.compile(joined("names", "place"))
_PEOPLE = re.compile(joined("names", "people"))
_SHORTEST_STEM = 4
_SHORTEST_ACRONYM = 3
_SMALL = listed("names", "small")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_ROMAN = re.compile(r"(?=[ivx])x{0,2}(?:ix|iv|v?i{0,3})", re.IGNORECASE)
# English prose stays far below this, Title Case lies above; German is known by its language.
_MOSTLY_CAPITALISED = 0.6


@dataclass(frozen=True, slots=True)
class Name:
    """One capitalised word. `initial` where it begins a sentence, so that it may be no name."""

    text: str
    start: int
    end: int
    initial: bool


def names(text: str) -> list[Name]:
    """The capitalised words of `text` that are no function words, in order; acronyms included."""
    spoken = language(text)
    return names_among(words(text, spoken), text, spoken)


def names_among(found: Iterable[Word], text: str, spoken: str) -> list[Name]:
    """The names among all words of `text`, which is in the language `spoken`."""
    return [
        Name(word.text, word.start, word.end, _begins_sentence(text, word))
        for word in found
        if _is_name(word, text, spoken)
    ]


def capitals_tell(texts: Iterable[str]) -> bool:
    """Whether a capital marks a name here: false in German, and in headings In Title Case."""
    capitalised = ordinary = 0
    for text in texts:
        if language(text) == "de":
            return False
        for word in words(text):
            if (
                word.text[0].isalpha()
                and not is_function_word(word.text)
                and not _begins_sentence(text, word)
            ):
                capitalised += word.text[0].isupper()
                ordinary += not word.text[0].isupper()
    return capitalised <= _MOSTLY_CAPITALISED * (capitalised + ordinary) or capitalised < 8


class Register:
    """The words of some texts, to look names up in: whatever their case, accents, ending, abbreviation."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._forms: set[str] = set()
        self._acronyms: set[str] = set()
        self._openings: list[str] = []
        for text in texts:
            found = [word.text for word in words(text)]
            folded = [fold(word) for word in found]
            self._forms.update(folded)
            self._forms.update(a + b for a, b in itertools.pairwise(folded))
            self._forms.update(_initials(found))
            dotted = [match.replace(".", "") for match in _DOTTED.findall(text)]
            self._forms.update(map(fold, dotted))
            self._openings.append("".join(word[0] for word in folded if word not in _SMALL))
            self._acronyms.update(dotted, (word for word in found if len(word) > 1 and word.isupper()))
        self._stems = {form[:_SHORTEST_STEM] for form in self._forms}

    def has_acronym(self, initials: str) -> bool:
        """Whether the texts write these initials, in capitals, as a word (EU, U.S.)."""
        return initials in self._acronyms

    def spells(self, acronym: str) -> bool:
        """Whether words that follow each other begin with these capitals (GAN: generative adversarial network)."""
        letters = fold(acronym.rstrip("s"))
        capitals = acronym.rstrip("s").isupper() and len(letters) >= _SHORTEST_ACRONYM
        return capitals and any(letters in openings for openings in self._openings)

    def has(self, name: str) -> bool:
        """Whether the name is there, as written or as a relative of it (Canada for Canadian)."""
        form = fold(name)
        if form in self._forms or len(form) == 1:
            return True
        if form[:_SHORTEST_STEM] not in self._stems:
            return False
        return any(related(form, other) for other in self._forms)


def related(one: str, other: str) -> bool:
    """Whether two folded words are a place and its people, or a singular and its plural."""
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    return any(
        _PLACE.fullmatch(place[cut:]) and _PEOPLE.fullmatch(people[cut:])
        for cut in range(max(_SHORTEST_STEM, shared - 1), shared + 1)
        for place, people in ((one, other), (other, one))
    )


def fold(word: str) -> str:
    """The word in lower case, without accents."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def is_roman(text: str) -> bool:
    """Whether the text is a Roman numeral from I to XXIX, as kings and wars carry them."""
    return text.isupper() and _ROMAN.fullmatch(text) is not None


def _is_name(word: Word, text: str, spoken: str) -> bool:
    written = word.text
    if not written[0].isupper():
        return False
    if len(written) > 1 and written.isupper() and not text.isupper():
        return True  # an acronym: US, WHO, IT
    return len(written) > 1 and not is_function_word(written, spoken)


def _begins_sentence(text: str, word: Word) -> bool:
    return _OPENERS.search(text, max(0, word.start - 8), word.start) is not None


def _initials(found: list[str]) -> set[str]:
    """The abbreviations of each run of two to six capitalised words: EU for European Union."""
    runs: list[list[str]] = [[]]
    for word in found:
        if word[0].isupper():
            runs[-1].append(word)
        elif word not in _SMALL:
            runs.append([])
    return {
        "".join(fold(word)[0] for word in run[start : start + size])
        for run in runs
        for size in range(2, 7)
        for start in range(len(run) - size + 1)
    }
