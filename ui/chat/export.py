"""An answer as text to be pasted, and a conversation as JSON; what is to be read has ui/export."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from rag.store.conversations import Conversation, Message
from rag.values import Answer
from rag.values.places import briefly
from rag.values_json import answer_to_json
from ui.chat.flow.blocks import BlockLook, FlowBlock, FlowSentence, used_numbers
from ui.chat.flow.layout import laid_out
from ui.chat.sources import sources


def to_text(answer: Answer) -> str:
    """One answer as plain text, to be pasted anywhere: each sentence with its numbers, then what they stand for."""
    known = sources(answer)
    blocks = laid_out(answer, known)
    lines = [line for block in blocks for line in _lines(block)] if answer.claims else [answer.text]
    used = used_numbers(blocks) if answer.claims else set()
    notes = [
        f"[{source.number}] {source.document}, {briefly(source)}: “{' '.join(source.quote.split())}”"
        for source in known
        if source.number in used
    ]
    return "\n".join([*lines, *([""] if notes else []), *notes])


def _lines(block: FlowBlock) -> list[str]:
    """A paragraph or an item on one line, a table row by row."""
    lead = f"{block.lead} " if block.lead else "- " if block.look is BlockLook.ITEM else ""
    if block.look is BlockLook.TABLE:
        rows = [" | ".join(map(_with_numbers, row)) for row in block.rows]
        return [*([block.lead] if block.lead else []), *(row for row in rows if row.strip(" |"))]
    return [lead + " ".join(map(_with_numbers, block.sentences))]


def _with_numbers(said: FlowSentence) -> str:
    return " ".join([said.text, *(f"[{number}]" for number in said.numbers)]).strip()


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
