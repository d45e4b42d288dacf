"""An answer as text to be pasted, and a conversation as JSON; what is to be read has ui/export."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from rag.store.conversations import Conversation, Message
from rag.values import Answer
from rag.values.places import briefly
from rag.values_json import answer_to_json
from ui.chat.sentences import around, distinct, readable
from ui.chat.sources import headline, numbers, sources


def to_text(answer: Answer) -> str:
    """One answer as plain text, to be pasted anywhere: each sentence with its numbers, then what they stand for."""
    known = sources(answer)
    short = headline(answer)
    said = [(short.text, numbers([short.citation], known))] if short is not None else []
    said += [(readable(claim.text), numbers(claim.citations, known)) for claim in distinct(answer.claims)]
    lines = [" ".join([text, *(f"[{number}]" for number in cited)]) for text, cited in said]
    before, after = around(answer)
    lines = [*before, *lines, *after] if answer.claims else [answer.text]
    used = {number for _, cited in said for number in cited}
    notes = [
        f"[{source.number}] {source.document}, {briefly(source)}: “{' '.join(source.quote.split())}”"
        for source in known
        if source.number in used
    ]
    return "\n".join([*lines, *([""] if notes else []), *notes])


def to_json(conversation: Conversation, messages: Sequence[Message]) -> str:
    """Everything that is kept of a conversation; answers in the form of the command line's `--json`."""
    body = {
        "title": conversation.title,
        "collection": conversation.collection,
        "created": _time(conversation.created),
        "messages": [
            {
                "role": message.role,
                "text": message.text,
                "time": _time(message.created),
                "answer": None if message.answer is None else answer_to_json(message.answer),
                "feedback": None if message.feedback is None else asdict(message.feedback),
            }
            for message in messages
        ],
    }
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
