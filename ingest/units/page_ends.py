"""What goes on over a page end: the block that it goes on with, and how much of that is the rest of it."""

from dataclasses import replace

from ingest.units.sentences import sentences
from rag.values import Block, Kind, Page, Rest, Unit

BESIDE = frozenset({Kind.FURNITURE, Kind.CAPTION, Kind.NOTE, Kind.COMMENT})
"""What stands between the parts of a text though it goes on behind it: figures, notes, what was added."""
_ENDS = (".", "!", "?", "。", "！", "？", "؟", ":", ";", ".”", '."', ".)", "…")


def running(page: Page) -> Block | None:
    """The first block of a page that can be the rest of what began before it."""
    return next((block for block in page.blocks if block.kind not in BESIDE), None)


def with_rest(last: Unit, page: Page, follows: Page, kind: Kind, spoken: str) -> tuple[Unit, int]:
    """The unit with its rest on the page that follows, and how many characters of that page's block are its rest.

    The rest of a whole item or row is all of that block; of a sentence, what is left of it.
    """
    block = running(follows)
    said = page.text[last.start : last.end]
    if block is None or block.kind is not kind or said.endswith(_ENDS):
        return last, 0
    end = block.end
    if kind is not Kind.ROW:
        joined = f"{said} {follows.text[block.start : block.end]}"
        spans = sentences(joined, 0, len(joined), spoken)
        whole = next((stop for begin, stop in spans if stop > len(said)), len(joined))
        end = block.start + max(0, whole - len(said) - 1)
    if end <= block.start:
        return last, 0
    return replace(last, rest=Rest(follows.number, block.start, end)), end - block.start
