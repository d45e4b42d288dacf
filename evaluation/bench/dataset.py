"""Question sets of the bench: a folder with `corpus.jsonl` and `questions.jsonl`.

A corpus line is `{"doc_id", "title", "text"[, "page"]}`; lines of one `doc_id` are its pages. A
question line is `{"id", "question", "answers", "relevant", "answerable"[, "context_doc", "history"]}`,
where `relevant` holds document ids or `{"doc_id", "start", "end"[, "page"]}`. Other keys are kept out.
"""

import hashlib
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.metrics.citations import PageSpan
from evaluation.runs.gold import Gold
from rag.errors import InvalidTestSet
from rag.values import Page, Turn


@dataclass(frozen=True, slots=True)
class DatasetText:
    """A document of the corpus; `name` is its `doc_id`."""

    name: str
    title: str
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class DatasetQuestion:
    """One question with what is known about it. `context` names the document in which it was asked, or ""."""

    id: str
    text: str
    gold: Gold
    context: str = ""
    history: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Dataset:
    """A corpus and its questions. `corpus_hash` is the SHA-256 of the corpus file."""

    name: str
    texts: tuple[DatasetText, ...]
    questions: tuple[DatasetQuestion, ...]
    corpus_hash: str


def load(folder: Path, questions: Path | None = None) -> Dataset:
    """Read a question set. Raises InvalidTestSet with the file and line of what is wrong."""
    corpus = folder / "corpus.jsonl"
    texts = _texts(corpus)
    return Dataset(
        name=folder.resolve().name,
        texts=texts,
        questions=_questions(questions or folder / "questions.jsonl", texts),
        corpus_hash=hashlib.sha256(corpus.read_bytes()).hexdigest(),
    )


def sample(questions: Sequence[DatasetQuestion], limit: int | None, seed: int) -> tuple[DatasetQuestion, ...]:
    """At most `limit` questions, the same for the same seed, in the file's order: one of each document
    in turn, with the file's share of unanswerable ones."""
    if limit is None or limit >= len(questions):
        return tuple(questions)
    generator = random.Random(seed)
    groups: dict[bool, dict[str, list[int]]] = {True: {}, False: {}}
    for index, question in enumerate(questions):
        place = question.context or min(question.gold.documents, default="")
        groups[question.gold.answerable is not False].setdefault(place, []).append(index)
    shares = {kind: sum(map(len, places.values())) / len(questions) for kind, places in groups.items()}
    wanted = {True: round(limit * shares[True])}
    wanted[False] = limit - wanted[True]
    chosen = [i for kind, places in groups.items() for i in _spread(places, wanted[kind], generator)]
    return tuple(questions[index] for index in sorted(chosen))


def _spread(places: Mapping[str, list[int]], wanted: int, generator: random.Random) -> list[int]:
    lists = [generator.sample(indices, len(indices)) for _, indices in sorted(places.items())]
    generator.shuffle(lists)
    rounds = max(map(len, lists), default=0)
    in_turn = [indices[turn] for turn in range(rounds) for indices in lists if turn < len(indices)]
    return in_turn[:wanted]


def _texts(path: Path) -> tuple[DatasetText, ...]:
    pages: dict[str, list[Page]] = {}
    titles: dict[str, str] = {}
    for where, line in _lines(path):
        name = _text(line, "doc_id", where)
        number = line.get("page", len(pages.get(name, ())) + 1)
        if not isinstance(number, int):
            raise InvalidTestSet(f"{where}: page is {number!r}, but must be a whole number from 1 on.")
        pages.setdefault(name, []).append(Page(number=number, text=_text(line, "text", where)))
        titles.setdefault(name, str(line.get("title") or ""))
    if not pages:
        raise InvalidTestSet(f"{path} holds no documents. A line is {{doc_id, title, text}}.")
    return tuple(DatasetText(name, titles[name], tuple(pages[name])) for name in pages)


def _questions(path: Path, texts: Sequence[DatasetText]) -> tuple[DatasetQuestion, ...]:
    first_pages = {text.name: text.pages[0].number for text in texts}
    found = tuple(_question(line, first_pages, where) for where, line in _lines(path))
    if not found:
        raise InvalidTestSet(f"{path} holds no questions. A line is {{id, question, answers, relevant, …}}.")
    return found


def _question(line: Mapping[str, Any], first_pages: Mapping[str, int], where: str) -> DatasetQuestion:
    entries: list[dict[str, Any]] = [
        {"doc_id": entry} if isinstance(entry, str) else entry for entry in line.get("relevant", ())
    ]
    names = {str(entry["doc_id"]) for entry in entries} | {str(line.get("context_doc") or "")} - {""}
    unknown = sorted(names - first_pages.keys())
    if unknown:
        raise InvalidTestSet(f'{where}: "{unknown[0]}" is not in the corpus. Name a doc_id of corpus.jsonl.')
    spans = tuple(
        PageSpan(
            entry["doc_id"],
            int(entry.get("page", first_pages[entry["doc_id"]])),
            entry["start"],
            entry["end"],
        )
        for entry in entries
        if entry.get("start") is not None
    )
    gold = Gold(
        answers=tuple(str(answer) for answer in line.get("answers", ())),
        documents=frozenset(entry["doc_id"] for entry in entries),
        spans=spans,
        answerable=bool(line.get("answerable", True)),
    )
    turns = tuple(
        Turn("user" if turn.get("role") == "user" else "assistant", str(turn.get("text", "")))
        for turn in line.get("history", ())
    )
    context = str(line.get("context_doc") or "")
    return DatasetQuestion(str(line.get("id", where)), _text(line, "question", where), gold, context, turns)


def _lines(path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    try:
        content = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidTestSet(f"{path} cannot be read as UTF-8 text ({error}). Check the path.") from error
    for number, text in enumerate(content.split("\n"), 1):
        if not text.strip():
            continue
        where = f"{path.name}, line {number}"
        try:
            line = json.loads(text)
        except json.JSONDecodeError as error:
            raise InvalidTestSet(f"{where} is not JSON ({error}). One JSON object a line.") from error
        if not isinstance(line, dict):
            raise InvalidTestSet(f"{where} is not a JSON object. One JSON object a line.")
        yield where, line


def _text(line: Mapping[str, Any], key: str, where: str) -> str:
    value = line.get(key)
    if not isinstance(value, str) or (key != "text" and not value.strip()):
        raise InvalidTestSet(f'{where}: "{key}" is {value!r}, but must be a text.')
    return value
