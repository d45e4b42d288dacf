"""The component that draws blocks: text with numbers in it that show their quote, and lead to their page.

All text goes to it as data, and flow.js sets it as text; html, css and js are files of ours.
"""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import streamlit as st

from ui.chat.flow.blocks import FlowBlock, used_numbers
from ui.chat.flow.cards import card
from ui.chat.flow.formulas import with_pictures
from ui.chat.sources import NumberedSource
from ui.session import current

_HERE = Path(__file__).parent
_flow = st.components.v2.component(
    "lectern_flow",
    css=(_HERE / "flow.css").read_text(encoding="utf-8"),
    js=(_HERE / "flow.js").read_text(encoding="utf-8"),
    isolate_styles=False,  # else its words would be hidden from the browser's own search in some browsers
)


def show_blocks(
    place: str,
    blocks: Sequence[FlowBlock],
    known: Sequence[NumberedSource],
    message_id: int,
    whole: bool = True,
    named: bool = False,
) -> None:
    """Draw `blocks`; `place` tells them from others of the page. `known` are the sources of message `message_id`.

    A number opens its page once the answer is `whole`. `named` ones say in words where they lead.
    """
    key = f"flow-{place}"

    def opened() -> None:
        number = st.session_state[key].get("opened")
        if isinstance(number, int) and 0 < number <= len(known):  # it comes from the browser
            current().open(message_id, number)

    used = used_numbers(blocks)
    shown = with_pictures(blocks, known) if whole else blocks
    _flow(
        key=key,
        data={
            "blocks": [asdict(block) for block in shown],
            "sources": {str(source.number): card(source) for source in known if source.number in used},
            "whole": whole,
            "named": named,
        },
        on_opened_change=opened,
    )
