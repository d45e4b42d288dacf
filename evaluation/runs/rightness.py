"""Whether an answer is the expected one: what of it is judged, and by which rule.

Where a fact is asked for, a reader takes the short answer, else the first sentence, for the answer. These are judged,
and neither the passage nor later sentences can make up for them. Anything else is judged as a whole; where a case has
points, by the share of these that are said (see `evaluation.runs.points`).
"""

import re
from collections.abc import Sequence

from evaluation.metrics.answer import contains, part_of, same_numbers, token_f1
from evaluation.metrics.words import tokens
from rag.language.sentences import spans
from rag.values import Answer, Claim, Outcome, Task

CLOSE = 0.5
"""Token F1 from which a text in other words counts as right."""
SHORT = 5
"""Tokens up to which an expected answer is short: a name, a date, a number. Half of one is another one."""


_MARKS = re.compile(r"^\d+\. |\[\d+\]", re.MULTILINE)
"""Of lists and citations: their numbers answer nothing."""


def unmarked(text: str) -> str:
    """A text without the numbers of its list and its citations."""
    return _MARKS.sub("", text)


def plain_claim(claim: Claim) -> str:
    """The sentence of a claim on one line, without these numbers: a year that a line of it begins with is none."""
    return unmarked(" ".join(claim.text.split())).strip()


def judged(answer: Answer) -> str:
    """The text that is judged: of an answer to a question for a fact its first sentence, of any other all of it."""
    if answer.task is not Task.FACT:
        return unmarked(answer.text)
    if answer.claims:
        return answer.claims[0].text
    first = next(iter(spans(answer.text)), (0, 0))
    return answer.text[slice(*first)]


def short_text(answer: Answer) -> str:
    """The short answer, sure or a guess; where there is none, or no fact is asked for, the text that is judged."""
    return answer.short.text if answer.short and answer.task is Task.FACT else judged(answer)


def as_expected(answer: Answer, expected: Sequence[str]) -> float | None:
    """Whether the answer is one of the expected ones; `None` where none is known, 0 where it is silent or unsure.

    A short one: its words and numbers are in the short text, or the short answer is part of it. A long one: its words
    are in the judged text, or their token F1 is at least CLOSE and its numbers are there; and a short answer that
    stands beside says nothing else.
    """
    known = [one for one in expected if tokens(one)]
    answered = answer.outcome is Outcome.ANSWERED
    return float(answered and any(_is(answer, one) for one in known)) if known else None


def _is(answer: Answer, expected: str) -> bool:
    short = answer.short.text if answer.short and answer.task is Task.FACT else ""
    agrees = bool(short) and (contains(short, (expected,)) == 1 or part_of(short, (expected,)) == 1)
    if len(tokens(expected)) <= SHORT:
        return agrees if short else contains(judged(answer), (expected,)) == 1
    return (agrees or not short) and any(_close(text, expected) for text in (judged(answer), short))


def _close(text: str, expected: str) -> bool:
    alike = (token_f1(text, (expected,)) or 0.0) >= CLOSE and same_numbers(text, expected)
    return alike or contains(text, (expected,)) == 1
