"""Questions that a name or a number does not answer: why something is, what it is, whether it is so."""

import re
from collections.abc import Set as AbstractSet

from rag.language.words import content_words, is_function_word, words
from rag.question.answer_type import AnswerType, kind_of

# Log-odds set by hand, for the development sets hold next to no questions of these forms.
_DEFINES_ODDS, _BECAUSE_ODDS = 2.0, 0.8
_SUBJECT = 4  # words of what is to be defined
_WHAT_IS = re.compile(
    r"^\s*(?:(?:what(?:'s|’s| is| are)|define|was (?:ist|sind))\b|什么是)\s*(?:an?\s)?(?P<subject>.*?)[\s?？]*$",
    re.IGNORECASE,
)
_BARE = re.compile(r"^\s*[\w-]+(?:\s+[\w-]+){0,2}[\s?？]*$")  # "GAN", "mode collapse"
_DEFINES = re.compile(
    r"\b(?:is|are|means?|refers? to|consists? of|denotes?|ist|sind|bedeutet)\b|是|指", re.IGNORECASE
)
_WHY = re.compile(r"\bwhy\b|\bwarum\b|\bwieso\b|\bweshalb\b|为什么|لماذا", re.IGNORECASE)
_YES_OR_NO = re.compile(
    r"(?:^|(?:[:;,.–—]|--)\s*)(?:(?:is|are|was|were|do|does|did|can|could|will|would|should|has|have|had|may|might|must)(?:n[’']t)?"
    r"|ist|sind|war|waren|hat|haben|kann|können|wird|werden|soll|sollte|darf|muss|gibt es)\s|吗[?？]?\s*$|^\s*هل\s"
    r"|(?:[:,–—]|--)\s*(?:really |still )?an?\s[^:]*\?\s*$",
    re.IGNORECASE,
)
_ASKING = r"(?:what|which|who|whom|when|where|how|why|wer|wen|wem|wann|wo|wie|warum|welche[mnrs]?)"
_CHOICE = re.compile(rf"\b(?:{_ASKING}|whose|was für|or|oder)\b", re.IGNORECASE)
_TWO_THINGS = re.compile(
    rf"\b{_ASKING}\b.*\b(?:and|und)\s+(?:(?:in|by|for|from|at|to|with) )?{_ASKING}\b", re.IGNORECASE
)
_BECAUSE = re.compile(
    r"\b(?:because|since|due to|so that|in order to|as a result|reasons?|owing to|to (?:avoid|prevent))\b"
    r"|\b(?:weil|denn|damit)\b|因为|由于|لأن|بسبب",
    re.IGNORECASE,
)
_SOON = 12  # words before the verb of a definition
_ALIAS = re.compile(r"(?:, or |\()([\w-]+)[,)]")  # "a generative adversarial network, or GAN,"
_OF = frozenset({"of", "in", "for", "with", "to", "by", "on", "from", "von", "mit", "für"})
_THE = re.compile(r"^(?:the|its|his|her|their|der|die|das)\b", re.IGNORECASE)


def asks_why(question: str) -> bool:
    return bool(_WHY.search(question))


def asks_yes_or_no(question: str) -> bool:
    """Whether yes or no would do ("Is a GAN a network?", "GANs: are they stable?", "Dropout: a good idea?"), with
    no choice offered."""
    return bool(_YES_OR_NO.search(question)) and not _CHOICE.search(question)


def asks_two_things(question: str) -> bool:
    """Whether it is two questions in one ("Who proposed it and when?")."""
    return bool(_TWO_THINGS.search(question))


def asks_what_it_is(question: str) -> bool:
    """Whether a thing is to be defined ("What is a GAN?", "GAN"), not a part of it named ("What is the top score?")."""
    if _is_bare(question):
        return True
    found = _WHAT_IS.match(question)
    subject = found["subject"] if found else ""
    return bool(subject) and not _THE.match(subject) and len(subject.split()) <= _SUBJECT


def says_what_it_is(question: str, text: str) -> bool:
    """Whether a thing is to be defined, and `text` defines it."""
    return asks_what_it_is(question) and _defines({word.term for word in content_words(question)}, text)


def _is_bare(question: str) -> bool:
    return bool(_BARE.match(question)) and kind_of(question) is AnswerType.OTHER


def explanation_odds(question: str, asked: AbstractSet[str], text: str, before: str = "") -> float:
    """By how much the log-odds that `text` answers rise for defining the `asked` terms, or giving a reason.

    What comes after nothing but the terms ("Mode collapse. The generator ...") defines them too; `before` is
    the sentence before.
    """
    total = 0.0
    headed = bool(asked) and {word.term for word in content_words(before)} == asked
    if (_WHAT_IS.match(question) or _is_bare(question)) and (headed or _defines(asked, text)):
        total += _DEFINES_ODDS
    if asks_why(question) and _BECAUSE.search(text):
        total += _BECAUSE_ODDS
    return total


def _defines(asked: AbstractSet[str], text: str) -> bool:
    """Whether `text` soon says what the `asked` terms are, or is where they get their short name.

    They open it ("A GAN is", not "A GAN with labels is"), or stand right before the verb and are no part of
    something else ("Then a GAN is", not "The output of a GAN is").
    """
    if not asked:
        return False
    if any({word.term for word in words(alias)} == asked for alias in _ALIAS.findall(text)):
        return True
    verb = _DEFINES.search(text)
    before = words(text[: verb.start()]) if verb else []
    if len(before) > _SOON or not asked <= {word.term for word in before}:
        return False
    # What is asked for may be a word of grammar elsewhere: "die", "son".
    contents = [i for i, word in enumerate(before) if word.term in asked or not is_function_word(word.text)]
    last = max(index for index, word in enumerate(before) if word.term in asked)
    narrowed = any(word.text.casefold() in _OF for word in before[last + 1 : last + 2])
    opens = before[contents[0]].term in asked and not narrowed
    part = any(word.text.casefold() in _OF for word in before[: last + 1])
    return opens or (last == contents[-1] and not part)
