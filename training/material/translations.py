"""Parallel questions of `xquad`, to teach the writer to put a question in the language of the material."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from langchain_core.messages import BaseMessage

from evaluation.bench.dataset import load
from rag.models.generation import prompts
from training.material.rewordings import DocumentUse

LANGUAGES = {"de": "German", "zh": "Chinese", "ar": "Arabic"}
_WATCHED, _HELD_OUT = 5, 35  # of a hundred articles


@dataclass(frozen=True, slots=True)
class Translation:
    """A question and how it stands in the English set; `group` is its article."""

    question: str
    said: str
    language: str
    group: str

    @property
    def use(self) -> DocumentUse:
        """That of its article."""
        return use_of(self.group)


def use_of(article: str) -> DocumentUse:
    """What an article is for, by a hash of its name."""
    share = int(hashlib.sha256(article.encode()).hexdigest(), 16) % 100
    if share < _HELD_OUT:
        return DocumentUse.HELD_OUT
    return DocumentUse.WATCHED if share < _HELD_OUT + _WATCHED else DocumentUse.TAUGHT


def translations(folder: Path) -> list[Translation]:
    """The questions of `folder/{de,zh,ar}` with those of `folder/en` that have the same id. Raises InvalidTestSet."""
    english = {asked.id: asked.text for asked in load(folder / "en").questions}
    return [
        Translation(asked.text, english[asked.id], language, asked.context.split("#")[0])
        for language in LANGUAGES
        for asked in load(folder / language).questions
        if asked.id in english
    ]


def request(question: str, language: str) -> list[BaseMessage]:
    """What is asked for it: the messages of `prompts/translate.txt`; `language` is an English name."""
    template = prompts.load("translate", frozenset({"language", "question"}))
    return template.format_messages(language=language, question=prompts.readable(" ".join(question.split())))
