"""Where a sentence is from: a small button with number, page and document, which opens the page."""

from collections.abc import Iterable, Sequence
from pathlib import PurePath

import streamlit as st

from rag.values.places import briefly
from ui.chat.sources import NumberedSource
from ui.markdown import Markdown, bracketed, escape, shortened
from ui.session import current

_TITLE = 28  # characters of a document's name


def short_title(document: str) -> str:
    """The name of a file as it is cited: without its ending, and not too long."""
    return shortened(PurePath(document).stem or document, _TITLE)


def place_of(source: NumberedSource) -> Markdown:
    """`[1] p. 2 · 04-diffusion`."""
    return f"{bracketed(source.number)} {escape(briefly(source))} · {escape(short_title(source.document))}"


def show_citations(
    place: str, cited: Iterable[int], known: Sequence[NumberedSource], message_id: int, whole: bool = True
) -> None:
    """A button for each of the `cited` numbers; `place` tells it from those of other sentences.

    They can be pressed once the answer is `whole`.
    """
    for number in cited:
        st.button(
            place_of(known[number - 1]),
            key=f"cite-{place}-{number}",
            disabled=not whole,
            on_click=current().open,
            args=(message_id, number),
        )
