"""The tools above a page: to the next page and the next mark, larger and smaller, and the file itself."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import streamlit as st

from rag.values import Document, Page
from rag.values.places import noun
from ui import resources
from ui.chat.sources import NumberedSource
from ui.markdown import Markdown, escape
from ui.session import Opened
from ui.viewer.page_view import is_picture
from ui.viewer.picture import ZOOMS, least_zoom

Change = Callable[[Opened], None]
"""Shows what is opened now."""


def show_tools(
    document: Document,
    shown: Page,
    path: Path | None,
    known: Sequence[NumberedSource],
    opened: Opened,
    change: Change,
    place: str,
) -> None:
    """The buttons in one row, which stays where it is whatever is opened: over the page `shown`.

    `place` tells it from another viewer's.
    """
    page = shown.number
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key=f"page-tools-{place}"):
        if document.pages > 1:
            back = f"Previous {_kind(document, shown, -1)}"
            on = f"Next {_kind(document, shown, 1)}"
            last = page >= document.pages
            _step(f"{place}-back", back, "chevron_left", page > 1, change, _turned(opened, -1))
            _step(f"{place}-on", on, "chevron_right", not last, change, _turned(opened, 1))
        if len(known) > 1 and opened.spot is None:
            before, after = _other(opened, -1), _other(opened, 1)
            _step(f"{place}-up", "Previous mark", "arrow_upward", opened.number > 1, change, before)
            _step(f"{place}-down", "Next mark", "arrow_downward", opened.number < len(known), change, after)
        if is_picture(shown, path):
            at = ZOOMS.index(opened.zoom)
            smaller, larger = ZOOMS[max(0, at - 1)], ZOOMS[min(len(ZOOMS) - 1, at + 1)]
            _step(
                f"{place}-less",
                "Smaller",
                "zoom_out",
                at > least_zoom(shown),
                change,
                replace(opened, zoom=smaller),
            )
            last = at == len(ZOOMS) - 1
            _step(f"{place}-more", "Larger", "zoom_in", not last, change, replace(opened, zoom=larger))
        if path is not None:
            st.download_button(
                "Original", path.read_bytes, document.name, document.media_type, key=f"tool-{place}-original",
                icon=":material/download:", on_click="ignore",
            )  # fmt: skip


def _step(key: str, label: Markdown, icon: str, possible: bool, change: Change, to: Opened) -> None:
    st.button(
        label,
        key=f"tool-{key}",
        icon=f":material/{icon}:",
        disabled=not possible,
        on_click=change,
        args=(to,),
    )


def _kind(document: Document, shown: Page, by: int) -> Markdown:
    """What comes before or after the page that is shown: of a long sheet more of its rows."""
    number = shown.number + by
    if shown.method == "sheet" and 1 <= number <= document.pages:
        other = resources.engine().library.page(document.id, number)
        if (other.method, other.label) == (shown.method, shown.label):
            return "rows"
    return escape(noun(shown.method, document.name))


def _turned(opened: Opened, by: int) -> Opened:
    return replace(opened, turned=opened.turned + by)


def _other(opened: Opened, by: int) -> Opened:
    return replace(opened, number=opened.number + by, turned=0)
