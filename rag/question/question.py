"""The question: made once, by `rag.question.understanding`, and read by every room behind it."""

import re
from dataclasses import dataclass, replace

from rag.language.text import Text
from rag.question.about import About
from rag.question.answer_type import AnswerType, answer_type
from rag.question.form import Form
from rag.question.small_talk import SmallTalk
from rag.question.task import asks_for_example, task_of
from rag.question.wanted.extent import USUAL, Extent, extent_of
from rag.question.wanted.parts import parts_of
from rag.question.wanted.sides import Sides, sides_of
from rag.question.wanted.undone import Undone
from rag.question.wanted.wish import Wish
from rag.values import Task

_OPTION = re.compile(r"\b[A-Za-z]\)")
"""What an answer to choose is marked by: "A) the queen B) the drone"."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where to search: a collection (None: all of them), in it these documents (None: all of them), of them these
    pages: the document's id and the 1-based number of each (None: all of them).

    `attached` are the documents that came with the question, or with one before it: "this paper" is one of them.
    """

    collection: str | None = None
    documents: frozenset[int] | None = None
    pages: frozenset[tuple[int, int]] | None = None
    attached: frozenset[int] = frozenset()

    @property
    def is_of_attached(self) -> bool:
        """Whether nothing but what was attached is searched."""
        return bool(self.documents) and (self.documents or frozenset()) <= self.attached

    @property
    def of_attached(self) -> "Scope":
        """What was attached alone, as far as it is in scope; all of it where nothing is."""
        here = self.attached if self.documents is None else self.attached & self.documents
        return replace(self, documents=here) if here else self


EVERYWHERE = Scope()


@dataclass(frozen=True, slots=True)
class Question:
    """A question, taken apart.

    `text` is as it was asked, `asked` without politeness, `search` what is searched for and judged: the same, or with
    words of earlier turns. `context` is the last exchange, None where the question has nothing to do with it.
    `request` is the sentence that asks for what a vague question lacks, "" for one that can be searched. `talk` is what
    a remark to Lectern is, `about` the ways in which the question can be one about documents, the likeliest first.
    `sides` is what it compares, None where it compares nothing or does not say what; `parts`
    are the two or three questions that it is made of, () where it is one. `extent` is how long the answer is to be,
    `example` says that an example is wanted, `wish` what is wanted of the answer before (None: it is no such wish),
    `places` that only the places are wanted that its answer rests on.
    `within` is the page that it is to be answered from alone, as it is called, None for all that is in scope.
    `undone` is what is asked to be made of it and cannot be (None: nothing).
    `kind`, `form` and `names` (the terms that look like names or numbers) are those of `search`.
    """

    text: str
    asked: Text
    search: Text
    scope: Scope
    task: Task
    kind: AnswerType
    form: Form
    names: frozenset[str]
    context: Text | None = None
    request: str = ""
    talk: SmallTalk | None = None
    about: tuple[About, ...] = ()
    sides: Sides | None = None
    parts: tuple[str, ...] = ()
    extent: Extent = USUAL
    example: bool = False
    wish: Wish | None = None
    places: bool = False
    within: About | None = None
    undone: Undone | None = None

    @classmethod
    def of(cls, text: str, scope: Scope = EVERYWHERE) -> "Question":
        """A question that stands alone, and means what it says."""
        asked = Text.of(text)
        return cls.made(text, asked, asked, scope)

    @classmethod
    def made(
        cls,
        text: str,
        asked: Text,
        search: Text,
        scope: Scope,
        context: Text | None = None,
        request: str = "",
        talk: SmallTalk | None = None,
        about: tuple[About, ...] = (),
    ) -> "Question":
        """The question with what follows from its words."""
        kind = answer_type(search.text, search.language)
        names = frozenset(
            word.term
            for word in search.contents
            if word.text[0].isdigit() or (word.text[0].isupper() and word.start > 0)
            if not _OPTION.match(search.text, word.start)
        )
        form = Form.of(search.text, kind, search.language)
        task = Task.TALK if talk is not None else task_of(text, kind, form, search.language)
        sides = sides_of(search.text, search.language) if task is Task.COMPARE else None
        return cls(
            text,
            asked,
            search,
            scope,
            task,
            kind,
            form,
            names,
            context,
            request,
            talk,
            about,
            sides,
            parts_of(asked.text, search.language) if talk is None and sides is None else (),
            extent_of(text, search.language),
            asks_for_example(text, search.language),
        )

    def about_side(self, name: str) -> "Question":
        """The question for one of the `sides`, by its name, with what is asked beside it."""
        beside = self.sides.beside if self.sides is not None else ""
        search = Text.of(f"{name}: {beside}" if beside else name, self.search.language)
        made = Question.made(self.text, search, search, self.scope)
        return replace(made, task=Task.EXPLAIN, sides=None, parts=())

    @property
    def chooses(self) -> bool:
        """Whether answers to choose from are given: "A) the queen B) the drone"."""
        return len(_OPTION.findall(self.search.text)) > 1

    @property
    def terms(self) -> frozenset[str]:
        """The terms of content that are searched for."""
        return self.search.terms
