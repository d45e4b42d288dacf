"""Lists of LaTeX: their items, with their numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.readers.letters.numerals import as_number
from ingest.readers.sections.pieces import Piece
from ingest.readers.tex.numbering import item_style
from ingest.readers.tex.scanning import OVERLAY, group, optional, split_at
from rag.values.pages import Kind

if TYPE_CHECKING:
    from ingest.readers.tex.body import Body, TexState

_ITEM = re.compile(r"\\(?:item|question|choice|CorrectChoice|task|subpart)(?![a-zA-Z])")
_START = re.compile(r"start\s*=\s*(\d{1,5})")
_NUMBERED = re.compile(r"enum|questions|parts|tasks|choices")
_DESCRIBED = re.compile(r"descr|desc$|labeling")


def read(body: Body, name: str, text: str, state: TexState) -> None:
    """Read the items of a list."""
    body.flush(state)
    lead = body.lead(state)
    options, start = optional(text, 0)
    for _ in range(2 if name == "list" else 1 if name == "labeling" else 0):
        _, start = group(text, start)
    depth = state.in_list
    parts = split_at(text[start:], _ITEM)
    body.read(parts[0][1], state)
    body.flush(state)
    numbers = _Items(body, name, options, depth, parts[0][1])
    for _, source in parts[1:]:
        overlay = OVERLAY.match(source)
        label, after = optional(source, overlay.end() if overlay else 0)
        inner = replace(state, in_list=depth + 1)
        first = len(body.pieces)
        said = body.line(label) if label else ""
        mark = said if label else numbers.next()
        is_term = bool(said) and _DESCRIBED.search(name) is not None
        body.item = Piece(Kind.ITEM, depth=depth, lead=lead, group="list", mark="" if is_term else mark)
        body.read(source[after:], inner)
        body.flush(inner)
        body.item = None
        if is_term:
            _define(body, said, first)
    numbers.done()


def _define(body: Body, term: str, first: int) -> None:
    """Make an item with a label a term with its meaning."""
    meaning = body.pieces[first] if first < len(body.pieces) else None
    if meaning is None or meaning.kind is not Kind.ITEM:
        body.pieces.insert(first, Piece(Kind.ITEM, term, group="list"))
        return
    between = " " if term.endswith((":", ".", "?")) else ": "
    body.pieces[first] = Piece(
        Kind.DEFINITION, f"{term}{between}{meaning.said}", depth=meaning.depth, group="terms"
    )


class _Items:
    """The numbers of the items of one list."""

    def __init__(self, body: Body, name: str, options: str, depth: int, before: str) -> None:
        self._counts, self._depth = body.numbers.items, depth
        self._kept = self._counts.get(depth, 0)
        self._is_numbered = _NUMBERED.search(name) is not None
        self._style = item_style(options, depth)
        start = _START.search(options)
        if start:
            self._counts[depth] = int(start[1]) - 1
        elif "\\setcounter" not in before and "resume" not in options:
            self._counts[depth] = 0

    def next(self) -> str:
        """The number of the next item, "" in a list without numbers."""
        if not self._is_numbered:
            return ""
        self._counts[self._depth] = number = self._counts.get(self._depth, 0) + 1
        style, before, after = self._style
        return f"{before}{as_number(number, style).removesuffix('.')}{after}"

    def done(self) -> None:
        """Give the count back to the list around."""
        if not self._is_numbered:
            self._counts[self._depth] = self._kept
