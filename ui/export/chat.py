"""A conversation as a paper to be taken along."""

from collections.abc import Sequence

from rag.store.conversations import Conversation, Message
from ui.export.answers import cited_by, parts_of
from ui.export.paper import Paper, PaperPart, SourceNumbers, TextStyle, on_day
from ui.markdown import place


def paper_of_chat(conversation: Conversation, messages: Sequence[Message]) -> Paper:
    """Questions as headings, below each its answer; the sources of all answers in one row."""
    numbering = SourceNumbers()
    parts: list[PaperPart] = []
    for message in messages:
        if message.role == "user":
            parts.append(PaperPart.of(TextStyle.HEADING, message.text))
        elif message.answer is None:
            parts.append(PaperPart.of(TextStyle.TEXT, message.text))
        else:
            parts += numbering.taken(parts_of(message.answer), cited_by(message.answer))
    about = f"Asked of {place(conversation.collection, conversation.collection_missing)}"
    when = on_day(conversation.updated)
    return Paper(conversation.title, f"{about}, {when}", tuple(parts), tuple(numbering.sources))
