"""Sentences that define what is asked for, or give a reason."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

from rag.language.languages import COMMON
from rag.language.tables import joined, listed
from rag.language.words import content_words, is_function_word, words
from rag.question.question import Question

# Log-odds set by hand, for the development sets hold next to no questions of these forms.
_DEFINES_ODDS, _BECAUSE_ODDS = 2.0, 0.8
_SOON = 12  # words before the verb of a definition
_ALIAS = re.compile(r"(?:, or |\()([\w-]+)[,)]")  # "a generative adversarial network, or GAN,"


def says_what_it_is(question: Question, text: str) -> bool:
    """Whether a thing is to be defined, and `text` defines it."""
    return question.form.definition and _defines(question.terms, text, question.search.language)


def is_example(text: str, spoken: str) -> bool:
    """Whether `text` says of itself that it gives an example, in the language `spoken`."""
    return bool(_known(spoken).example.search(text))


def explanation_odds(question: Question, text: str, before: str = "") -> float:
    """By how much the log-odds that `text` answers rise for defining what is asked for or giving a reason.

    What comes after nothing but the terms ("Mode collapse. The generator ...") defines them too; `before` is
    the sentence before.
    """
    total, asked = 0.0, question.terms
    headed = bool(asked) and {word.term for word in content_words(before)} == asked
    if question.form.what_is and (headed or _defines(asked, text, question.search.language)):
        total += _DEFINES_ODDS
    if question.form.why and _known(question.search.language).because.search(text):
        total += _BECAUSE_ODDS
    return total


def _defines(asked: AbstractSet[str], text: str, spoken: str) -> bool:
    """Whether `text` soon says what the terms `asked` in the language `spoken` are, or gives them their short name.

    They open it ("A GAN is", not "A GAN with labels is"), or stand right before the verb and are no part of
    something else ("Then a GAN is", not "The output of a GAN is").
    """
    if not asked:
        return False
    if any({word.term for word in words(alias, spoken)} == asked for alias in _ALIAS.findall(text)):
        return True
    known = _known(spoken)
    verb = known.defines.search(text)
    before = words(text[: verb.start()], spoken) if verb else []
    if len(before) > _SOON or not asked <= {word.term for word in before}:
        return False
    # What is asked for may be a word of grammar elsewhere: "die", "son"; "l" is an article in French.
    contents = [
        i for i, word in enumerate(before) if word.term in asked or not _is_grammar(word.text, spoken)
    ]
    last = max(index for index, word in enumerate(before) if word.term in asked)
    narrowed = any(word.text.casefold() in known.prepositions for word in before[last + 1 : last + 2])
    opens = before[contents[0]].term in asked and not narrowed
    part = any(word.text.casefold() in known.prepositions for word in before[: last + 1])
    return opens or (last == contents[-1] and not part)


def _is_grammar(word: str, spoken: str) -> bool:
    return is_function_word(word, spoken) or (spoken not in COMMON and len(word) == 1)


@dataclass(frozen=True, slots=True)
class _Known:
    """What definitions and reasons are told by, in one language and the common ones."""

    defines: re.Pattern[str]
    because: re.Pattern[str]
    example: re.Pattern[str]
    prepositions: frozenset[str]


@cache
def _known(spoken: str) -> _Known:
    codes = (*COMMON, spoken)
    return _Known(
        re.compile(joined("explanations", "defines", *codes), re.IGNORECASE),
        re.compile(joined("explanations", "because", *codes), re.IGNORECASE),
        re.compile(joined("explanations", "example", *codes), re.IGNORECASE),
        frozenset(listed("explanations", "prepositions", *codes)),
    )
