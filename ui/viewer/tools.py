"""The tools above a page: to the next page and the next mark, larger and smaller, and the file itself."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from rag.values import Document, Page
from rag.values.places import noun
from ui import resources
from ui.chat.sources import NumberedSource
from ui.markdown import Markdown, escape
from ui.session import Opened
from ui.viewer.edition import Change, DocumentView
from ui.viewer.inside.overview import pages_box
from ui.viewer.page_view import is_picture
from ui.viewer.picture import ZOOMS, least_zoom


def show_tools(
    seen: DocumentView, known: Sequence[NumberedSource], opened: Opened, change: Change, place: str
) -> None:
    """The buttons in one row, which stays where it is whatever is opened.

    `place` tells it from another viewer's.
    """
    document, shown, path = seen.shown.document, seen.shown.page, seen.shown.path
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key=f"page-tools-{place}"):
        if document.pages > 1:
            back = f"Previous {_kind(document, shown, -1)}"
            on = f"Next {_kind(document, shown, 1)}"
            last = shown.number >= document.pages
            _step(f"{place}-back", back, "chevron_left", shown.number > 1, change, _turned(opened, -1))
            _step(f"{place}-on", on, "chevron_right", not last, change, _turned(opened, 1))
        if opened.spot is not None and known[opened.number - 1].quote:
            cited = replace(opened, spot=None, turned=0, sought="")
            _step(f"{place}-cited", "Back to the cited words", "undo", True, change, cited)
        elif len(known) > 1:
            before, after = _other(opened, -1), _other(opened, 1)
            _step(f"{place}-up", "Previous mark", "arrow_upward", opened.number > 1, change, before)
            _step(f"{place}-down", "Next mark", "arrow_downward", opened.number < len(known), change, after)
        if is_picture(shown, path):
            _show_zooms(shown, opened, change, place)
        pages_box(seen, opened, change, place)
        if path is not None:
            st.download_button(
                "Original", path.read_bytes, document.name, document.media_type, key=f"tool-{place}-original",
                icon=":material/download:", on_click="ignore", help="The file itself",
            )  # fmt: skip


def _show_zooms(shown: Page, opened: Opened, change: Change, place: str) -> None:
    at, last = ZOOMS.index(opened.zoom), len(ZOOMS) - 1
    smaller, larger = ZOOMS[max(0, at - 1)], ZOOMS[min(last, at + 1)]
    least = at <= least_zoom(shown)
    _step(f"{place}-less", "Smaller", "zoom_out", not least, change, replace(opened, zoom=smaller))
    _step(f"{place}-more", "Larger", "zoom_in", at < last, change, replace(opened, zoom=larger))


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
    return replace(opened, number=opened.number + by, turned=0, sought="")
