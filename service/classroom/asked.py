"""What a class asks, put together: questions that are alike, and pages that answers rest on."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from rag.store.people.questions import CourseQuestion

ALIKE = 0.75
"""The cosine of two questions from which they are one and the same to a teacher; looked at, not measured."""
Encode = Callable[[Sequence[str]], np.ndarray]
"""Texts to unit vectors (n, d)."""


@dataclass(frozen=True, slots=True)
class AlikeQuestions:
    """Questions that are alike; `text` is that of the first one."""

    text: str
    questions: tuple[CourseQuestion, ...]


def alike(questions: Sequence[CourseQuestion], encode: Encode) -> list[AlikeQuestions]:
    """Groups of questions, the largest first: each is put to the first group whose first question it is like."""
    if not questions:
        return []
    vectors = np.asarray(encode([question.text for question in questions]))
    heads: list[int] = []
    groups: dict[int, list[CourseQuestion]] = {}
    for index, question in enumerate(questions):
        near = vectors[heads] @ vectors[index] if heads else np.empty(0)
        head = heads[int(near.argmax())] if len(near) and near.max() >= ALIKE else index
        if head == index:
            heads.append(index)
        groups.setdefault(head, []).append(question)
    made = [AlikeQuestions(questions[head].text, tuple(group)) for head, group in groups.items()]
    return sorted(made, key=lambda group: -len(group.questions))


def cited_pages(questions: Sequence[CourseQuestion]) -> list[tuple[tuple[str, int], int]]:
    """((document, page), how many answers cite it), the most first."""
    return Counter(place for question in questions for place in question.cited).most_common()
