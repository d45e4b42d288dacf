"""What a question wants done: told by its words, in the order in which one task wins over another."""

import re
from functools import cache

from rag.language.languages import COMMON
from rag.language.tables import joined
from rag.question.answer_type import FACTS, AnswerType
from rag.question.form import Form
from rag.values import Task

_SURE = (
    ("compare", Task.COMPARE),
    ("summarise", Task.SUMMARISE),
    ("why", Task.EXPLAIN),
    ("example", Task.EXPLAIN),
)
_LIKELY = (("list", Task.LIST), ("explain", Task.EXPLAIN))
_FACTS = FACTS - {AnswerType.NAME}


def task_of(question: str, kind: AnswerType, form: Form, spoken: str) -> Task:
    """The task of `question`, in the language `spoken`, that asks for something of this kind; `Task.FACT` where no word
    says more.

    What asks for a date, a number, a person, a place is one for a fact, unless it opens with words of a task ("How do I
    find out how many ..."). Two questions in one are explained, for no short answer answers both, unless both ask for
    facts.
    """
    explains_both = form.two_things and not form.two_facts
    for name, task in _SURE:
        if _pattern(name, spoken).search(question):
            return task
    for name, task in _LIKELY:
        found = _pattern(name, spoken).search(question)
        if found and (kind not in _FACTS or explains_both or not question[: found.start()].strip()):
            return task
    return Task.EXPLAIN if explains_both else Task.FACT


def asks_for_example(question: str, spoken: str) -> bool:
    """Whether an example is asked for."""
    return bool(_pattern("example", spoken).search(question))


@cache
def _pattern(name: str, spoken: str) -> re.Pattern[str]:
    return re.compile(joined("tasks", name, *COMMON, spoken), re.IGNORECASE)
