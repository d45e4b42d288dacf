"""Unsure letters of words, mostly of handwriting, read as those that make a known word of them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from ingest.readers.ocr.seeing.engine import LineText

_WORD = re.compile(r"(?<![\w'\u2019-])[A-Za-z]+(?![\w'\u2019-])")
_SHORT = 4  # letters: shorter words have too many neighbours
_PART = 3  # one letter of so many may be another
_BUDGET = 5.5  # how much less likely the known word may be, as a natural logarithm
_CLEAR = 0.7  # by so much it has to be likelier than the next one
_SURE = 0.9  # each letter of a word that tells the language
_KNOWN = 0.7  # of such words: then the page is in the language

Choices = Sequence[Mapping[str, tuple[float, str]]]
"""What each character may be in lower case ("" for none): how much less likely that is, and how it is written."""


def is_known_language(lines: Iterable[LineText], known: frozenset[str]) -> bool:
    """Whether most words that are read without doubt are known ones; these are in lower case."""
    told = [
        found.group().lower() in known
        for line in lines
        for found in _WORD.finditer(line.text)
        if len(found.group()) >= _SHORT - 1 and min(line.sure[found.start() : found.end()]) >= _SURE
    ]
    return bool(told) and sum(told) >= _KNOWN * len(told)


def respelt(line: LineText, known: frozenset[str]) -> LineText:
    """The line with unknown words as known ones (in lower case), where what is drawn may well be these.

    A word that is read as two, one of which is unknown, becomes one.
    """
    if len(line.rivals) != len(line.text):
        return line
    words = list(_WORD.finditer(line.text))
    unknown = {found.start() for found in words if found.group().lower() not in known}
    spans = [
        (before.start(), after.end())
        for before, after in pairwise(words)
        if after.start() - before.end() == 1 and unknown & {before.start(), after.start()}
    ]
    spans += [(found.start(), found.end()) for found in words if found.start() in unknown]
    letters = list(line.text)
    sure = list(line.sure)
    done = [False] * len(letters)
    for start, end in spans:
        choices = [_choices(line, index) for index in range(start, end)]
        word = None if any(done[start:end]) else _nearest(choices, known)
        if word is None:
            continue
        done[start:end] = [True] * (end - start)
        for index, (letter, own) in enumerate(zip(word, choices, strict=True), start):
            lost, letters[index] = own[letter]
            sure[index] *= 2.0**-lost
    kept = [index for index, letter in enumerate(letters) if letter]
    return replace(
        line,
        text="".join(letters),
        places=tuple(line.places[index] for index in kept),
        sure=tuple(sure[index] for index in kept),
        rivals=tuple(line.rivals[index] for index in kept),
    )


def _choices(line: LineText, index: int) -> Mapping[str, tuple[float, str]]:
    character = line.text[index]
    found: dict[str, tuple[float, str]] = {} if character.isspace() else {character.lower(): (0.0, character)}
    for other, lost in sorted(line.rivals[index].items(), key=lambda rival: rival[1]):
        if other.isalpha() != character.isspace():
            found.setdefault(other.lower(), (lost, other))
    return found


def _nearest(choices: Choices, known: frozenset[str]) -> Sequence[str] | None:
    """The known word that these characters may be, by its letters; None where there is none, or more than one."""
    if not all(choices):
        return None
    gone = [index for index, own in enumerate(choices) if "" in own]
    length = len(choices) - len(gone)
    if length < _SHORT:
        return None
    found: list[tuple[float, list[str]]] = []
    for word in _by_length(known).get(length, ()):
        letters = list(word)
        for index in gone:
            letters.insert(index, "")
        costs = [own.get(letter, (_BUDGET + 1, ""))[0] for letter, own in zip(letters, choices, strict=True)]
        changed = sum(cost > 0 for cost, letter in zip(costs, letters, strict=True) if letter)
        if sum(costs) <= _BUDGET and changed <= length // _PART:
            found.append((sum(costs), letters))
    found.sort()
    if not found or (len(found) > 1 and found[1][0] - found[0][0] < _CLEAR):
        return None
    return found[0][1]


@lru_cache(maxsize=1)
def _by_length(known: frozenset[str]) -> Mapping[int, Sequence[str]]:
    words: dict[int, list[str]] = defaultdict(list)
    for word in known:
        words[len(word)].append(word)
    return words
