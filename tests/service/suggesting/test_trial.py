"""A question is offered only if it is surely answered, from where it was made."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace

import pytest

from rag.values import Evidence
from service.suggesting.candidates import Sort, SuggestedQuestion
from service.suggesting.trial import answered, first_answered

THERE = Evidence(1, 7, "a.pdf", 3, 10, 20, "It is ice.", 0.9, 1)
ELSEWHERE = replace(THERE, page=9)
FACT = SuggestedQuestion("What is it?", Sort.FACT, 7, 3, 10)


def _finds(sure: float, *found: Evidence):  # type: ignore[no-untyped-def]
    return lambda text: (sure, found)


@pytest.mark.parametrize(
    ("sort", "sure", "found", "offered"),
    [
        (Sort.FACT, 0.8, [THERE], True),
        (Sort.FACT, 0.7, [THERE], False),
        (Sort.FACT, 0.8, [ELSEWHERE] * 3 + [THERE], False),  # not among the best three
        (Sort.EXPLAIN, 0.8, [replace(THERE, page=4)], True),  # the section goes on there
        (Sort.EXPLAIN, 0.8, [replace(THERE, page=2)], False),
        (Sort.EXPLAIN, 0.8, [replace(THERE, document_id=8)], False),
        (Sort.CELL, 0.99, [THERE], False),  # only the table itself is sure
        (Sort.CELL, 1.0, [THERE], True),
        (Sort.CELL, 1.0, [ELSEWHERE], False),
        (Sort.LIST, 1.0, [], True),
        (Sort.LIST, 0.9, [THERE], False),
        (Sort.SUMMARY, 1.0, [], True),
    ],
)
def test_what_is_offered(sort: Sort, sure: float, found: Sequence[Evidence], offered: bool) -> None:
    assert answered(replace(FACT, sort=sort, section=True), _finds(sure, *found)) is offered


def test_both_that_are_compared_must_be_found() -> None:
    compared = replace(FACT, sort=Sort.COMPARE, topics=("Ice", "dust"))
    dust = replace(ELSEWHERE, text="Dust is dry.")
    assert answered(compared, _finds(0.6, THERE, dust))
    assert not answered(compared, _finds(0.6, THERE))


def test_of_each_sort_there_are_few_and_trying_has_an_end() -> None:
    tried: list[str] = []

    def likely(text: str) -> tuple[float, Sequence[Evidence]]:
        tried.append(text)
        return 1.0, [THERE]

    made = [replace(FACT, text=f"Q{number}?") for number in range(4)]
    cells = [replace(FACT, text=f"C{number}?", sort=Sort.CELL) for number in range(2)]
    kept = first_answered([*made, *cells], likely, nullcontext, 9)
    assert [question.text for question in kept] == ["Q0?", "Q1?", "C0?"] == tried
    never = first_answered([FACT] * 100, lambda text: tried.append(text) or (0.0, []), nullcontext, 3)
    assert never == [] and len(tried) == 3 + 14
