"""Formulas among the blocks of an answer, as their pages show them."""

import base64
from collections.abc import Sequence
from dataclasses import replace

from rag.errors import LecternError
from ui.chat.flow.blocks import BlockLook, FlowBlock, FlowPicture, used_numbers
from ui.chat.sources import NumberedSource
from ui.session import Opened
from ui.viewer.cutting import SHARP, formula
from ui.viewer.edition import look


def with_pictures(blocks: Sequence[FlowBlock], known: Sequence[NumberedSource]) -> list[FlowBlock]:
    """The blocks, each formula with its picture where its page can be drawn. `known` are the sources of the answer."""
    return [_pictured(block, known) if block.look is BlockLook.FORMULA else block for block in blocks]


def _pictured(block: FlowBlock, known: Sequence[NumberedSource]) -> FlowBlock:
    cited = used_numbers([block])
    source = next((source for source in known if source.number in cited), None)
    if source is None:
        return block
    try:
        shown = look(source, Opened(0, source.number)).shown
    except LecternError:  # it is gone from the library: its words are kept
        return block
    found = formula(source, shown.page, shown.path)
    if found is None:
        return block
    png = base64.b64encode(found.png).decode("ascii")
    return replace(block, picture=FlowPicture(png, found.width // SHARP, found.height // SHARP))
