"""Search for programs: passages as they are found, with nothing judged."""

from rag.assistant import Assistant
from rag.question.question import Scope
from rag.question.understanding import understand
from rag.values import Passage


def search(
    assistant: Assistant,
    text: str,
    collection: str | None = None,
    documents: frozenset[int] | None = None,
) -> list[Passage]:
    """The passages for `text`, best first, as many as `retrieval.top_k` of the settings.

    `collection` None searches all; `documents` are ids. Raises UnknownCollection, QuestionTooLong.
    """
    if collection is not None:
        assistant.library.check_collection(collection)
    assistant.library.check_embedder(assistant.embedder.fingerprint)
    return list(assistant.retriever.retrieve(understand(text, (), Scope(collection, documents))))
