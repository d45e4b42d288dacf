"""What happened, a line of JSON each: who called what, how long it took, how it ended; never what was asked or said."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import TextIO

_log = logging.getLogger("lectern.journal")
_log.propagate = False


def note(event: str, **fields: str | int | float | bool | None) -> None:
    """Write a line about an event. `fields` are numbers and names of ours: no words of people or documents."""
    _log.info("%s", json.dumps({"event": event, **fields}, ensure_ascii=False))


def open_journal(stream: TextIO | None = None) -> None:
    """Have the lines written, to standard error by default. None are before; a second time changes nothing."""
    if _log.handlers:
        return
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_Line())
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)


class _Line(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        return json.dumps({"time": when, **json.loads(record.getMessage())}, ensure_ascii=False)
