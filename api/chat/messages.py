"""What a client of OpenAI sends, as a question with what was said before it."""

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel, Field

from api.errors import ApiError
from rag.store.library import Library
from rag.values import Turn

EVERYTHING = "lectern"
"""The model that searches all collections."""

_SPEAKERS = ("user", "assistant")


class ContentPart(BaseModel):
    """A piece of a message; only text is read."""

    type: str = "text"
    text: str = ""


class ChatMessage(BaseModel):
    """A message. What a system or a tool says is left out: the question is answered from the material alone."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[ContentPart] | None = None

    @property
    def text(self) -> str:
        """Its words. Raises ApiError where there is something else than text."""
        if isinstance(self.content, str) or self.content is None:
            return self.content or ""
        others = sorted({part.type for part in self.content} - {"text"})
        if others:
            raise ApiError(400, f"Only text can be asked, no {', '.join(others)}.", "invalid_request")
        return "\n".join(part.text for part in self.content)


class StreamOptions(BaseModel):
    """What a stream tells beside the answer."""

    include_usage: bool = False


class ChatRequest(BaseModel):
    """A call of /v1/chat/completions. Whatever else a client sends (temperature, tools, …) changes nothing."""

    model: str = EVERYTHING
    messages: list[ChatMessage] = Field(min_length=1)
    stream: bool = False
    stream_options: StreamOptions | None = None
    n: int | None = None


def question_of(messages: Sequence[ChatMessage]) -> tuple[str, tuple[Turn, ...]]:
    """The question, which is the last message, and the turns before it. Raises ApiError where there is none."""
    last = messages[-1]
    question = last.text.strip() if last.role == "user" else ""
    if not question:
        raise ApiError(400, "The last message must be the user's question.", "invalid_request")
    turns = [Turn(message.role, message.text) for message in messages[:-1] if message.role in _SPEAKERS]
    return question, tuple(turn for turn in turns if turn.text.strip())


def collection_of(library: Library, model: str) -> str | None:
    """The collection that a model stands for, None for all. Raises ApiError (404) where there is none."""
    names = [collection.name for collection in library.collections()]
    if model in names:
        return model
    if model == EVERYTHING:
        return None
    raise ApiError(
        404, f"There is no collection “{model}”. /v1/models lists what there is.", "model_not_found"
    )


def model_json(name: str, created: float) -> dict[str, Any]:
    """A collection as a model."""
    return {"id": name, "object": "model", "created": int(created), "owned_by": "lectern"}
