"""Theorems and the like: each begins with what it is called and its number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.readers.sections.pieces import Piece
from ingest.readers.tex.preamble import Theorem
from ingest.readers.tex.scanning import group, optional
from rag.values.pages import Kind

if TYPE_CHECKING:
    from ingest.readers.tex.body import Body, TexState

_ABOUT = frozenset(
    ("proof", "remark", "example", "exercise", "problem", "solution", "rem", "ex", "prob", "answer", "note")
)


def read(body: Body, name: str, text: str, state: TexState) -> None:
    """Read a theorem: its first paragraph with its name and number before it, as one that defines something; proofs
    and examples are paragraphs."""
    bare = name.rstrip("*")
    kind = body.source.theorems.get(name) or Theorem(bare.capitalize(), bare, numbered=False)
    said, start = optional(text, 0)
    if not said and text.startswith("{") and not body.source.theorems:
        said, start = group(text, 0)
    title = f"{body.line(kind.title)} {body.numbers.theorem(kind)}".strip()
    named = f"{title} ({words})" if (words := body.line(said)) else title
    body.flush(state)
    first = len(body.pieces)
    body.read(text[start:], state)
    body.flush(state)
    before = body.pieces[first] if first < len(body.pieces) else None
    if before is None or before.kind is not Kind.PARAGRAPH:
        body.pieces.insert(first, Piece(Kind.PARAGRAPH, f"{named}."))
        return
    own = Kind.PARAGRAPH if bare.lower() in _ABOUT else Kind.DEFINITION
    body.pieces[first] = replace(before, kind=own, text=f"{named}. {before.said}", lines=())
