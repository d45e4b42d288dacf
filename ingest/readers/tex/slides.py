"""Slides: the frames of a source, each a page, and the boxes on them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.readers.sections.pieces import Piece
from ingest.readers.tex.scanning import OVERLAY, group, optional
from rag.values.pages import Kind

if TYPE_CHECKING:
    from ingest.readers.tex.body import Body, TexState

_KEY = re.compile(r"(?:frametitle|title)\s*=\s*\{([^{}]*)\}")
_SLIDE = 3  # the level of the title of a slide, below those of sections


def frame(body: Body, text: str, state: TexState) -> None:
    """A slide: a page of its own, under its title."""
    options, start = optional(text, 0)
    for _ in range(3):  # overlays and options stand in any order
        if overlay := OVERLAY.match(text, start):
            start = overlay.end()
        more, start = optional(text, start)
        options += f",{more}"
    titles: list[str] = [found[1]] if (found := _KEY.search(options)) else []
    while len(titles) < 2 and re.compile(r"[ \t]*\{").match(text, start):
        said, start = group(text, start)
        titles.append(said)
    body.flush(state)
    first = len(body.pieces)
    for number, said in enumerate(titles):
        if words := body.line(said):
            body.add(titled(words, number > 0))
    body.read(text[start:], state)
    body.flush(state)
    if first < len(body.pieces):
        body.pieces[first] = replace(body.pieces[first], opens=True)


def titled(words: str, is_second: bool) -> Piece:
    """The title of a slide, or its second title."""
    return Piece(Kind.PARAGRAPH, words) if is_second else Piece(Kind.HEADING, words, level=_SLIDE)


def block(body: Body, text: str, state: TexState) -> None:
    """A box of a slide, under its title."""
    overlay = OVERLAY.match(text)
    said, start = group(text, overlay.end() if overlay else 0)
    body.flush(state)
    if words := body.line(said):
        body.add(Piece(Kind.HEADING, words))
    body.read(text[start:], state)
    body.flush(state)
    body.pieces.append(Piece(Kind.HEADING))
