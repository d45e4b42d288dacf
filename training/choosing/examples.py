"""What the chooser is taught by: questions, each with units and how well they serve."""

import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.bench.dataset import Dataset, DatasetQuestion
from rag.evidence.ranking import select
from rag.models.embedding.encoder import Encoder
from rag.question.question import Question, Scope
from rag.question.understanding import understand
from rag.retrieval.retriever import Retriever
from rag.store.library import Library
from rag.values import Evidence, Kind

SOME = 0.4
"""What a unit is worth that could stand in the answer where there is room; one that belongs there is worth 1."""

_LABELLED, _LOOKED_AT = 40, 48
_HARD, _EASY = 3, 3  # units that do not answer: the likeliest ones, and any


@dataclass(frozen=True, slots=True)
class Choice:
    """A question, its units as (context, words), and what each is worth in [0, 1]. `group` is what it is asked of."""

    question: str
    group: str
    units: tuple[tuple[tuple[str, ...], str], ...]
    worth: tuple[float, ...]


def found(library: Library, retriever: Retriever, encoder: Encoder, question: Question) -> list[Evidence]:
    """The units that an answer would be chosen among, likeliest first."""
    best = select(question, retriever.retrieve(question), library.units, encoder, _LOOKED_AT)
    return [one for one in best if one.kind is not Kind.HEADING]


def labelled(file: Path, find: Callable[[Question], Sequence[Evidence]]) -> Iterator[Choice]:
    """The questions of `file` (`training/choices`), asked of a library that has their collections by those names.

    Labels are kept by place, for the texts are others'. Units that were not looked at when the labels were given are
    left out.
    """
    for line in file.read_text(encoding="utf-8").splitlines():
        kept = json.loads(line)
        asked = understand(kept["question"], (), Scope(kept["collection"]))
        worth = {tuple(place): value for value, name in ((1.0, "two"), (SOME, "one")) for place in kept[name]}
        units = find(asked)[:_LABELLED]
        if any(_place(one) in worth for one in units) or not worth:
            values = tuple(worth.get(_place(one), 0.0) for one in units)
            yield Choice(kept["question"], kept["collection"], tuple(map(_said, units)), values)


def of_facts(
    dataset: Dataset, ask: Callable[[DatasetQuestion], Sequence[Evidence]], seed: int = 0
) -> Iterator[Choice]:
    """The questions of a set, each with the units that hold its gold spans and some that do not; those whose answer is
    not found are left out."""
    chance = random.Random(seed)
    for question in dataset.questions:
        units = ask(question)
        right = [one for one in units if _holds_gold(one, question)]
        if question.gold.answerable and not right:
            continue
        wrong = [one for one in units if one not in right]
        rest = wrong[_HARD:]
        shown = [*right, *wrong[:_HARD], *chance.sample(rest, min(_EASY, len(rest)))]
        values = tuple(float(one in right) for one in shown)
        yield Choice(question.text, dataset.name, tuple(map(_said, shown)), values)


def _holds_gold(one: Evidence, question: DatasetQuestion) -> bool:
    return any(
        one.document == span.document
        and one.page == span.page
        and one.start < span.end
        and span.start < one.end
        for span in question.gold.spans
    )


def _place(one: Evidence) -> tuple[str, int, int]:
    return one.document, one.page, one.start


def _said(one: Evidence) -> tuple[tuple[str, ...], str]:
    return one.context, one.read
