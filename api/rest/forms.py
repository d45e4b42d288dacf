"""What calls send and what they are told, as JSON."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Literal

from pydantic import BaseModel, Field

from rag.store.jobs import Job
from rag.store.library import Collection
from rag.store.runs import EvaluationRun
from rag.store.testsets import StoredTestSet
from rag.values import Document, Page, Passage, Turn


class SaidBefore(BaseModel):
    """A turn of the conversation so far."""

    role: Literal["user", "assistant"]
    text: str


class SearchRequest(BaseModel):
    """What to search for and where: in a collection (none: in all), in these documents of it (none: in all)."""

    query: str = Field(min_length=1)
    collection: str | None = None
    documents: list[int] | None = None


class AskRequest(BaseModel):
    """A question, where to look, and what was said before, the oldest first."""

    question: str = Field(min_length=1)
    collection: str | None = None
    documents: list[int] | None = None
    history: list[SaidBefore] = []

    def turns(self) -> tuple[Turn, ...]:
        """The turns before the question."""
        return tuple(Turn(said.role, said.text) for said in self.history)


class NewCollection(BaseModel):
    """A collection to be made."""

    name: str


class RunRequest(BaseModel):
    """A test set, by its name, to be run over a collection: the one that it was made for where none is named."""

    testset: str
    collection: str | None = None
    name: str = "Run"


def collection_json(collection: Collection) -> dict[str, Any]:
    """A collection, with how much is in it."""
    return asdict(collection)


def document_json(document: Document) -> dict[str, Any]:
    """A document as it is listed."""
    return asdict(document)


def page_json(document: Document, page: Page, url: str) -> dict[str, Any]:
    """A page: its `text`, which is what `start` and `end` of every quote refer to, and its blocks."""
    blocks = [
        {"kind": block.kind.value, "start": block.start, "end": block.end, "headings": list(block.headings)}
        for block in page.blocks
    ]
    about = {"document_id": document.id, "document": document.name, "of": document.pages, "url": url}
    told = {"page": page.number, "label": page.label, "method": page.method, "text": page.text}
    return {**about, **told, "blocks": blocks, "problems": list(page.problems)}


def passage_json(passage: Passage, url: str) -> dict[str, Any]:
    """A passage that was found."""
    return {**asdict(passage), "url": url}


def job_json(job: Job) -> dict[str, Any]:
    """A file on its way into the library. `done` of `total` are pages while it is read, chunks while it is embedded."""
    shown = ("id", "collection", "name", "state", "done", "total", "pages", "message", "refusal", "parent")
    return {name: getattr(job, name) for name in (*shown, "created", "updated")}


def testset_json(testset: StoredTestSet) -> dict[str, Any]:
    """A test set as it is listed."""
    return asdict(testset)


def run_json(run: EvaluationRun, at_work: bool) -> dict[str, Any]:
    """A run: `done` of `total` cases; one that says "running" while nobody is `at_work` on it was cut short."""
    told: Mapping[str, Any] = asdict(run)
    return {**{name: value for name, value in told.items() if name != "settings"}, "at_work": at_work}
