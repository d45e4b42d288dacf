"""A conversation as a file: Markdown with footnotes, or JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from rag.store.conversations import Conversation, Message
from rag.values import Answer, Claim, Source
from rag.values.places import briefly, said
from rag.values_json import answer_to_json
from ui.chat.flow.blocks import BlockLook, FlowBlock, FlowSentence, used_numbers
from ui.chat.flow.layout import laid_out
from ui.chat.sentences import around, distinct, readable
from ui.chat.sources import NumberedSource, headline, numbers, sources
from ui.markdown import escape


def to_markdown(conversation: Conversation, messages: Sequence[Message]) -> str:
    """Questions as headings, answers as text, each citation as a footnote with document, page and quote."""
    lines = [f"# {escape(conversation.title)}", ""]
    notes: list[str] = []
    for message in messages:
        if message.role == "user":
            lines += [f"## {escape(message.text)}", ""]
        elif message.answer is None:
            lines += [escape(message.text), ""]
        else:
            lines += _answer(message.answer, message.id, notes)
    return "\n".join([*lines, *notes]).rstrip() + "\n"


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


def _answer(answer: Answer, message_id: int, notes: list[str]) -> list[str]:
    known = sources(answer)
    used: set[int] = set()
    before, after = around(answer)
    lines = [f"{escape(line)}\n" for line in before]
    short = headline(answer)
    if short is not None:
        cited = numbers([short.citation], known)
        lines.append(f"**{escape(short.text)}**{_marks(message_id, cited)}\n")
        used.update(cited)
    for claim in distinct(answer.claims):
        cited = numbers(claim.citations, known)
        lines.append(f"{escape(readable(claim.text))}{_marks(message_id, cited)}{_checked(claim)}\n")
        used.update(cited)
    lines += [f"{escape(line)}\n" for line in after]
    if not answer.claims:
        lines.append(f"{escape(answer.text)}\n")
    notes += [_note(message_id, source) for source in known if source.number in used]
    return lines


def _checked(claim: Claim) -> str:
    """What the check found, where the model wrote the sentence: a quotation needs none."""
    return f" ({claim.verdict.value})" if claim.source is Source.MODEL else ""


def _marks(message_id: int, cited: Sequence[int]) -> str:
    return "".join(f"[^{message_id}-{number}]" for number in cited)


def _note(message_id: int, source: NumberedSource) -> str:
    quote = escape(source.quote)
    return f"[^{message_id}-{source.number}]: {escape(source.document)}, {escape(said(source))}: “{quote}”"


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
