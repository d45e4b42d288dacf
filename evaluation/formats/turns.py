"""What was said before a question, in one cell: turns set apart by " | ", or a JSON array of them.

A turn is the student's unless "assistant:" stands before it; as JSON it is a text or {"role", "text"}.
"""

import json
import re
from collections.abc import Sequence
from typing import Any

from evaluation.formats.alternatives import joined, parted, plain_text
from rag.errors import InvalidTestSet
from rag.values import Turn

MAX_TURNS = 100
_STUDENT, _LECTERN = "user", "assistant"
_ROLES = {_STUDENT: _STUDENT, "human": _STUDENT, "student": _STUDENT, "question": _STUDENT,
          _LECTERN: _LECTERN, "ai": _LECTERN, "lectern": _LECTERN, "answer": _LECTERN}  # fmt: skip
_SPEAKER = re.compile(rf"(?P<role>{'|'.join(_ROLES)})\s*:\s*", re.IGNORECASE)


def turns(value: Any) -> tuple[Turn, ...]:
    """The turns of a cell, the oldest first. Raises InvalidTestSet with the remedy."""
    found = _told(value)
    if len(found) > MAX_TURNS:
        raise InvalidTestSet(
            f"{len(found)} turns stand before the question, but at most {MAX_TURNS} are kept. Keep the last ones."
        )
    return tuple(turn for turn in found if turn.text)


def turn_of(text: str) -> Turn:
    """`assistant: It is a network.` as a turn; the student's where nobody is named."""
    text = plain_text(text)
    speaker = _SPEAKER.match(text)
    role = _ROLES[speaker["role"].casefold()] if speaker else _STUDENT
    return Turn(role, text[speaker.end() if speaker else 0 :].strip())


def written(turn: Turn) -> str:
    """A turn as `turn_of` reads it."""
    return f"{turn.role}: {turn.text}"


def in_a_cell(history: Sequence[Turn]) -> str:
    """Turns as `turns` reads them."""
    return joined(tuple(map(written, history)))


def _told(value: Any) -> list[Turn]:
    if isinstance(value, list):
        return [_entry(entry) for entry in value if entry is not None]
    text = plain_text(value)
    if text.startswith("["):
        try:
            entries = json.loads(text)
        except (ValueError, RecursionError):
            entries = None
        if isinstance(entries, list):
            return _told(entries)
    return [turn_of(part) for part in parted(text)]


def _entry(entry: Any) -> Turn:
    if isinstance(entry, str):
        return turn_of(entry)
    role = entry.get("role", _STUDENT) if isinstance(entry, dict) else None
    text = entry.get("text", entry.get("content")) if isinstance(entry, dict) else None
    if not isinstance(text, str) or str(role).casefold() not in _ROLES:
        raise InvalidTestSet(
            f'{entry!r:.60} is no turn of a conversation. Write {{"role": "user", "text": …}}, or "assistant".'
        )
    return Turn(_ROLES[str(role).casefold()], plain_text(text))
