"""Prompts are text files in `prompts/`: parts headed `--- system` or `--- user`, with {variables}."""

import re
from functools import lru_cache
from pathlib import Path

from langchain_core.prompts import ChatPromptTemplate

from rag.errors import LecternError

FOLDER = Path(__file__).parents[3] / "prompts"
_READ = 1200
_HEAD = re.compile(r"^--- (system|user|assistant)\n", re.MULTILINE)


@lru_cache
def load(name: str, variables: frozenset[str], folder: Path = FOLDER) -> ChatPromptTemplate:
    """The prompt `name`; fails at once unless it uses exactly these `variables`."""
    path = folder / f"{name}.txt"
    try:
        parts = _HEAD.split(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise LecternError(f"The prompt {path} cannot be read ({error.strerror}). Restore it.") from error
    messages = [(role, body.strip()) for role, body in zip(parts[1::2], parts[2::2], strict=True)]
    prompt = ChatPromptTemplate.from_messages(messages)
    if set(prompt.input_variables) != set(variables):
        raise LecternError(
            f"The prompt {path} uses {sorted(prompt.input_variables)}, but must use {sorted(variables)}."
        )
    return prompt


def readable(question: str) -> str:
    """What a model reads of a question: all of it, or of a very long one the beginning and the end.

    Its bytes are counted: a model has at most one word piece for each.
    """
    whole = question.encode()
    if len(whole) <= _READ:
        return question
    begin, end = (part.decode(errors="ignore") for part in (whole[: _READ // 2], whole[-_READ // 2 :]))
    return f"{begin.rsplit(' ', 1)[0]} … {end.split(' ', 1)[-1]}"


def evidence_prompt(question: str, evidence: str) -> str:
    """What reader and judge are asked, in training and in use: the question around the evidence."""
    (message,) = load("reader", frozenset({"question", "evidence"})).format_messages(
        question=readable(" ".join(question.split())), evidence=evidence
    )
    return str(message.content)
