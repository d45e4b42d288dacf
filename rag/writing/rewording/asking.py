"""What a writer is asked, in training and in use: one unit, or two that belong together, to be said in fewer words."""

from collections.abc import Sequence

from langchain_core.messages import BaseMessage

from rag.models.generation import prompts

NOTHING = "-"
"""What a taught writer says of a unit that says nothing for the question."""

_SHORTER, _SIMPLER = "shorter", "in simpler words"


def request(
    question: str, heading: str, before: str, texts: Sequence[str], simpler: bool = False
) -> list[BaseMessage]:
    """The messages of `prompts/write.txt`. `before` is the sentence that the text leans on, or ""."""
    template = prompts.load("write", frozenset({"question", "heading", "before", "text", "style"}))
    return template.format_messages(
        question=prompts.readable(" ".join(question.split())),
        heading=heading or NOTHING,
        before=before or NOTHING,
        text="\n".join(texts),
        style=_SIMPLER if simpler else _SHORTER,
    )
