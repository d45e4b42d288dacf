"""Code that is set line by line, as one block."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.sections.pieces import Piece
from rag.values.pages import Kind

_BLOCK = 2500  # characters of code in one block
_CODE = re.compile(
    r"[{};=<>\\|$#@&_*]|\w\(|\[\w|::|->|^\s{2,}|^\s*(?:def|class|for|while|if|import|from|return)\b"
)


def with_code(pieces: Sequence[Piece]) -> list[Piece]:
    """Lines of code that follow each other as one block."""
    found: list[Piece] = []
    index = 0
    while index < len(pieces):
        last = index
        while last < len(pieces) and _is_set(pieces[last]):
            last += 1
        run = pieces[index:last]
        if run and _is_code(run):
            found += _blocks(run)
        else:
            found += [piece for piece in run if piece.text.strip()]
            last = max(last, index + 1)
            found += [] if run else [pieces[index]]
        index = last
    return found


def _is_set(piece: Piece) -> bool:
    return piece.kind is Kind.CODE or (piece.mono and piece.kind is Kind.PARAGRAPH)


def _is_code(run: Sequence[Piece]) -> bool:
    if any(piece.kind is Kind.CODE for piece in run):
        return True
    lines = [line for piece in run for line in piece.text.split("\n") if line.strip()]
    alike = sum(_CODE.search(line[:300]) is not None for line in lines)
    return bool(lines) and 3 * alike >= len(lines)


def _blocks(run: Sequence[Piece]) -> list[Piece]:
    found: list[Piece] = []
    for piece in run:
        last = found[-1] if found else None
        if last is None or len(last.text) + len(piece.text) > _BLOCK:
            found.append(replace(piece, kind=Kind.CODE))
        else:
            last.text += "\n" + piece.text
    return [piece for piece in found if piece.text.strip()]
