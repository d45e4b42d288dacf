"""Which documents are trained on, which are watched for early stopping, and which are kept for measuring."""

import hashlib
import json
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.bench.dataset import DatasetQuestion
from rag.errors import InvalidTestSet
from rag.models.span.loading import ADAPTER, JUDGE

REPORT = "report.json"
"""What a training run tells of itself, beside its adapter."""

_HISTORY = Path(__file__).parents[1] / "history"
# The adapters that are shipped have their reports here: nothing needs them to answer a question.
_SHIPPED = {ADAPTER.resolve(): _HISTORY / "reader", JUDGE.resolve(): _HISTORY / "judge"}
_WATCHED = 0.07  # of the questions


@dataclass(frozen=True, slots=True)
class Split:
    """Disjoint groups (articles, or documents) of a question set."""

    taught: frozenset[str]
    watched: frozenset[str]
    held_out: frozenset[str]


def group_of(question: DatasetQuestion) -> str:
    """The article that the question is about."""
    return question.context.split("#")[0]


def split(questions: Iterable[DatasetQuestion]) -> Split:
    """Every group of the question set in one of the three parts, whatever the order of the questions."""
    asked = list(questions)
    sizes = Counter(group_of(question) for question in asked)
    kept = held_out(asked)
    watched: set[str] = set()
    for group in sorted(sizes.keys() - kept, key=lambda name: (sizes[name], _hash(name))):
        few = sum(sizes[name] for name in watched) < _WATCHED * len(asked)
        if few and (len(watched) < len(sizes) // 6 or not watched):
            watched.add(group)
    return Split(frozenset(sizes.keys() - kept - watched), frozenset(watched), kept)


def splits(sets: Sequence[Iterable[DatasetQuestion]]) -> list[Split]:
    """One split a question set; an article that two of them are about goes where the first puts it."""
    found: list[Split] = []
    placed: set[str] = set()
    for questions in sets:
        asked = list(questions)
        own = split(question for question in asked if group_of(question) not in placed)
        shared = {group_of(question) for question in asked} & placed
        found.append(
            Split(
                own.taught.union(*(shared & other.taught for other in found)),
                own.watched.union(*(shared & other.watched for other in found)),
                own.held_out.union(*(shared & other.held_out for other in found)),
            )
        )
        placed |= own.taught | own.watched | own.held_out
    return found


def all_taught(questions: Iterable[DatasetQuestion]) -> Split:
    """Of a set that was written to teach by, nothing is watched or held out."""
    return Split(frozenset(map(group_of, questions)), frozenset(), frozenset())


def all_watched(questions: Iterable[DatasetQuestion]) -> Split:
    """Of a set that was written to watch by, nothing is taught."""
    return Split(frozenset(), frozenset(map(group_of, questions)), frozenset())


def held_out(questions: Iterable[DatasetQuestion], answerable: int = 300, most: int = 800) -> frozenset[str]:
    """The groups kept for measuring: by a hash of their name, until they hold enough questions.

    Never more than a third of the groups, so that a small set of one's own has something to train on.
    """
    sizes: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for question in questions:
        sizes[group_of(question)] += 1
        right[group_of(question)] += bool(question.gold.answerable)
    kept: set[str] = set()
    for group in sorted(sizes, key=_hash):
        enough = sum(right[g] for g in kept) >= answerable or len(kept) >= len(sizes) // 3
        if not enough and sum(sizes[g] for g in kept) + sizes[group] <= most:
            kept.add(group)
    return frozenset(kept)


def seen_groups(adapter: Path) -> frozenset[str]:
    """The articles that an adapter was trained on or chosen by, from the report of its training."""
    return _told(adapter, "taught") | _told(adapter, "watched")


def taught_groups(adapter: Path) -> frozenset[str]:
    """The articles that an adapter was trained on, from the report of its training."""
    return _told(adapter, "taught")


def report_of(adapter: Path) -> Path:
    """The report of the training of an adapter: beside it, or in `training/history` for those that are shipped."""
    return _SHIPPED.get(adapter.resolve(), adapter.parent) / REPORT


def _told(adapter: Path, part: str) -> frozenset[str]:
    path = report_of(adapter)
    try:
        return frozenset(json.loads(path.read_text(encoding="utf-8"))[part])
    except (OSError, ValueError, KeyError) as error:
        raise InvalidTestSet(
            f'{path} does not say under "taught" and "watched" which articles the adapter knows ({error!r}), '
            "so nothing can be measured honestly. Keep the report of the training run beside its adapter."
        ) from error


def some(questions: Sequence[DatasetQuestion], limit: int) -> list[DatasetQuestion]:
    """At most so many of them, the same ones each time."""
    return random.Random(0).sample(list(questions), min(limit, len(questions)))


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()
