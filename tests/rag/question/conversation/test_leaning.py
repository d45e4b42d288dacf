"""What a follow-up means: a question of its own, a thing to be explained, or one with words of those before."""

import pytest

from rag.question.understanding import understand
from rag.values import Task, Turn


def after(question: str, follow_up: str) -> tuple[str, Task]:
    found = understand(follow_up, [Turn("user", question), Turn("assistant", "The river rises there.")])
    return found.search.text, found.task


@pytest.mark.parametrize(
    ("question", "follow_up", "search", "task"),
    [
        ("What does the upper lock do?", "and the lower lock?", "What does the lower lock do?", Task.EXPLAIN),
        (
            "When was the Kiel Canal opened?",
            "and the Erie Canal?",
            "When was the Erie Canal opened?",
            Task.FACT,
        ),
        ("Why did the upper lock leak?", "what about the lower lock?", "lower lock", Task.EXPLAIN),
        ("Why did the lock leak?", "what about Kiel?", "Kiel", Task.EXPLAIN),
        ("Why did the lock leak?", "what about rust?", "what about rust? (lock leak)", Task.EXPLAIN),
    ],
)
def test_what_is_named_after_a_question(question: str, follow_up: str, search: str, task: Task) -> None:
    assert after(question, follow_up) == (search, task)


def test_an_item_that_was_asked_for_is_no_pattern_for_what_is_named_next() -> None:
    talk = [
        Turn("user", "What did the Canal Acts do?"),
        Turn("assistant", "1. Toll Act: it set tolls. [1]\n2. Lock Act: it built locks. [2]"),
        Turn("user", "the second one"),
        Turn("assistant", "It built locks. [1]"),
    ]
    assert understand("and the Boat Act?", talk).search.text == "What did the Boat Act do?"
    assert understand("Why was it passed?", talk).search.text == "Why was Lock Act passed?"
