"""Which words of a question ask for a list or for a place in it, and which name what is listed."""

import re
from dataclasses import replace
from functools import cache

from rag.language.languages import COMMON
from rag.language.numbers import numerals
from rag.language.tables import joined, listed
from rag.language.text import Text
from rag.language.words import content_terms, terms
from rag.question.question import Question
from rag.store.documents.units import StoredUnit
from rag.values import Task


def counts_items(question: Question, opener: StoredUnit | None) -> bool:
    """Whether what is counted are items: they are named so, or by what opens the list."""
    if names_items(question):
        return True
    return opener is not None and bool(content_terms(opener.text) & question.terms)


def asked_place(question: Question) -> int | None:
    """The 1-based place of the item that is asked for ("the second step")."""
    if not names_items(question):
        return None
    places = [n for n in numerals(question.search.text) if n.kind == "ordinal"]
    value = min(places[0].values) if places else ""
    return int(value) if value.isdecimal() and int(value) else None


def names_items(question: Question) -> bool:
    """Whether the question has a word for what lists are made of ("steps")."""
    return bool({word.term for word in question.search.words} & _words_of("items"))


def names_steps(question: Question) -> bool:
    """Whether the question has a word for what comes one after the other ("step by step")."""
    return bool({word.term for word in question.search.words} & _words_of("steps"))


def opens_items(question: Question, opener: StoredUnit | None) -> bool:
    """Whether what opens a list names what is asked for, as the question does: "The steps are as follows:"."""
    said = {word.term for word in question.search.words} & _words_of("items")
    return opener is not None and bool(said & set(terms(opener.text)))


def counts_others(question: Question, opener: StoredUnit | None) -> bool:
    """Whether what opens a list says of what it has some, and the question asks for something else: "with several
    disadvantages" for the layers of a network."""
    if opener is None:
        return False
    counted = list(_counted(question.search.language).finditer(opener.text))
    named = set(terms(counted[-1]["what"])) if counted else set()
    return bool(named) and named.isdisjoint(
        {word.term for word in question.search.words} | _words_of("items")
    )


def general(question: Question) -> frozenset[str]:
    """The words of the question that only ask for a list, and those of a place in it."""
    placed = {
        word.term
        for number in numerals(question.search.text)
        if number.kind == "ordinal"
        for word in question.search.words
        if number.start <= word.start < number.end
    }
    return (_words_of("items") | _words_of("asking")) & question.terms | (placed & question.terms)


def subject_of(question: Question) -> Question | None:
    """The question for what the steps are of, to be explained ("training a GAN" of "List the steps of training
    a GAN"); None where it does not ask for steps ("Explain the step size"), or for one of them, or nothing else is
    said."""
    asks = question.task is Task.LIST or _asks_for_steps(question.search.language).search(
        question.search.text
    )
    if not asks or question.form.why or asked_place(question) is not None:
        return None
    beside = general(question)
    said = [word for word in question.search.words if word.term in question.terms - beside]
    if not said or not names_steps(question):
        return None
    first, last = said[0].start, said[-1].end
    named = _words_of("steps")
    text, at = "", first
    for word in question.search.words:
        if first <= word.start < last and word.term in named:
            text, at = text + question.search.text[at : word.start].rstrip(), word.end
    search = Text.of(text + question.search.text[at:last], question.search.language)
    made = Question.made(question.text, search, search, question.scope, question.context)
    return replace(made, task=Task.EXPLAIN, extent=question.extent, wish=question.wish, sides=None, parts=())


def asks_for_agenda(question: Question) -> bool:
    """Whether a question is for what a lecture or a text comes to ("What is on the agenda?")."""
    return _asks_for_agenda(question.search.language).search(question.search.text) is not None


@cache
def _asks_for_agenda(spoken: str) -> re.Pattern[str]:
    return re.compile(joined("lists", "asks_agenda", *COMMON, spoken), re.IGNORECASE)


@cache
def _asks_for_steps(spoken: str) -> re.Pattern[str]:
    return re.compile(joined("lists", "by_steps", *COMMON, spoken), re.IGNORECASE)


@cache
def _counted(spoken: str) -> re.Pattern[str]:
    return re.compile(joined("lists", "counted", *COMMON, spoken), re.IGNORECASE)


def _words_of(key: str) -> frozenset[str]:
    return frozenset(term for word in listed("lists", key) for term in content_terms(word))
