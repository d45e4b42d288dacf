"""Lectern as a runnable of LangChain: a question in, the checked answer out."""

from collections.abc import Mapping, Sequence
from typing import Any, NotRequired, TypedDict

from langchain_core.messages import AIMessage, HumanMessage, convert_to_messages
from langchain_core.runnables import Runnable, RunnableLambda

from rag.assistant import Assistant
from rag.errors import LecternError
from rag.values import Answer, Turn

_ROLES = {HumanMessage: "user", AIMessage: "assistant"}


class QuestionInput(TypedDict):
    """A question, the collection to search (None: all of them), and what was said before, oldest first.

    A turn of `history` is what LangChain takes for a message (a HumanMessage, ("human", "…"), …), or
    {"role": "user" or "assistant", "text": "…"} as on the command line.
    """

    question: str
    collection: NotRequired[str | None]
    history: NotRequired[Sequence[Any]]


def as_runnable(assistant: Assistant, collection: str | None = None) -> Runnable[str | QuestionInput, Answer]:
    """What answers a question: its text alone, or a QuestionInput. `collection` is for those that name none.

    Raises a LecternError for what is no question, and where the assistant does.
    """

    def answer(asked: str | QuestionInput) -> Answer:
        given: Any = {"question": asked} if isinstance(asked, str) else asked
        try:
            text, where = given["question"].strip(), given.get("collection", collection)
            history = _turns(given.get("history") or ())
        except (KeyError, TypeError, AttributeError, ValueError, NotImplementedError) as error:
            raise _no_question(error) from error
        if not text:
            raise _no_question("the question is empty")
        return assistant.answer(text, where, history)

    return RunnableLambda(answer, name="Lectern")


def _turns(history: Sequence[Any]) -> list[Turn]:
    """The turns of the two who speak; what a system or a tool says is none."""
    messages = convert_to_messages([_as_message(said) for said in history])
    return [
        Turn(role, message.text)
        for message in messages
        for kind, role in _ROLES.items()
        if isinstance(message, kind)
    ]


def _as_message(said: Any) -> Any:
    if isinstance(said, Mapping) and "text" in said:
        return {"role": said["role"], "content": said["text"]}
    return said


def _no_question(reason: object) -> LecternError:
    return LecternError(
        f'This is no question ({reason!r}). Give its text, or {{"question": "…", "collection": "…", '
        '"history": [{"role": "user", "text": "…"}, …]}.'
    )
