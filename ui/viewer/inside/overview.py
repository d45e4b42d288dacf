"""A document at a glance: its pages as small pictures, or the headings and names of what has no pictures."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from rag.pages.reading.parts import Marking
from rag.pages.reading.slide import slide
from rag.values import Kind, Page
from rag.values.places import of_page, said
from ui import resources
from ui.markdown import escape, shortened
from ui.session import LookedAt, Opened
from ui.viewer.edition import Change, DocumentView, edition
from ui.viewer.page_view import converted, is_picture

_PICTURES = 12  # at once
_ENTRIES = 150  # of a list
_HEADING = 70  # characters
_STEPS = ("", "\u2003", "\u2003\u2003", "\u2003\u2003\u2003")  # before a heading, by how deep it stands
_SECONDS = 0.7  # until it is looked again what has been drawn


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of a list of contents: where it leads to, and how deep it stands, from 0."""

    name: str
    page: int
    spot: LookedAt | None = None
    depth: int = 0


def pages_box(seen: DocumentView, opened: Opened, change: Change, place: str) -> None:
    """A box with all pages of the document, each of which it leads to."""
    shown = seen.shown
    # The sections of a text have names, which say more than how it would be printed.
    has_pictures = shown.page.method != "section" and is_picture(shown.page, shown.path)
    if shown.document.pages < 2 and (has_pictures or not _headings(shown.page)):
        return
    label = "Pages" if has_pictures else "Contents"
    icon = ":material/grid_view:" if has_pictures else ":material/toc:"
    box = f"tool-{place}-pages"
    with st.popover(
        label, icon=icon, key=box, on_change="rerun", help="Go to another page or part"
    ) as popover:
        if not popover.open:
            return
        if has_pictures:
            _show_pictures(seen, opened, change, place)
        else:
            _show_list(seen, opened, change, place)


def _show_pictures(seen: DocumentView, opened: Opened, change: Change, place: str) -> None:
    pages = seen.texts()
    here = next((index for index, page in enumerate(pages) if page.number == seen.shown.page.number), 0)
    screens = -(-len(pages) // _PICTURES)
    screen = 1
    if screens > 1:
        key = f"screen-{place}-{seen.shown.document.id}"
        screen = st.pagination(screens, default=here // _PICTURES + 1, key=key)
    some = pages[(screen - 1) * _PICTURES : screen * _PICTURES]
    with st.container(horizontal=True, gap="small", key=f"small-pages-{place}"):
        for page in some:
            _show_small(seen, page, opened, change, place)


def _show_small(seen: DocumentView, page: Page, opened: Opened, change: Change, place: str) -> None:
    """A small picture with its button. While it is being drawn its place alone is looked at again and again."""
    name = said(of_page(page, seen.shown.document.name))
    here = "-here" if page.number == seen.shown.page.number else ""
    with st.container(key=f"small-{place}-{page.number}{here}", gap=None, width=104):
        drawn = _small(seen, page) is not None
        st.fragment(_picture, run_every=None if drawn else _SECONDS)(seen, page)
        st.button(
            escape(name[0].upper() + name[1:]),
            key=f"tool-{place}-to-{page.number}",
            width="stretch",
            type="tertiary",
            on_click=_go,
            args=(place, _turned(seen, opened, page.number), change),
        )


def _picture(seen: DocumentView, page: Page) -> None:
    """The picture, the first words of the page where there is none (yet)."""
    picture = _small(seen, page)
    if picture:
        name = said(of_page(page, seen.shown.document.name))
        st.image(picture, width="stretch", alt=f"{name} of {seen.shown.document.name}, small")
    else:
        st.caption(escape(shortened(page.text, _HEADING)) or "…")


def _small(seen: DocumentView, page: Page) -> bytes | str | None:
    """The small picture of a page, "" where there is none, None while it is being drawn."""
    path = seen.shown.path
    pdf = converted(page, path)
    if page.method == "slide" and pdf is None:
        whole = edition(seen.shown.document.id, seen.version, page.number).page
        return slide(whole, Marking()).svg
    drawn = _drawn(pdf or path, page, "slides" if pdf is not None else "")
    return None if drawn is None else drawn or ""


def _drawn(path: Path | None, page: Page, kind: str) -> bytes | None:
    if path is None:
        return b""
    small = resources.engine().thumbnails.get(path, page.number, page.text, kind)
    return None if small is None else small.png


def _show_list(seen: DocumentView, opened: Opened, change: Change, place: str) -> None:
    entries = list(_entries(seen))
    with st.container(gap=None, key=f"contents-{place}"):
        for index, entry in enumerate(entries[:_ENTRIES]):
            to = _turned(seen, opened, entry.page)
            if entry.spot is not None:
                to = replace(opened, spot=entry.spot, turned=0, sought="")
            st.button(
                f"{_STEPS[entry.depth]}{escape(shortened(entry.name, _HEADING))}",
                key=f"tool-{place}-entry-{index}",
                width="stretch",
                type="tertiary",
                on_click=_go,
                args=(place, to, change),
            )
    if len(entries) > _ENTRIES:
        st.caption(f"and {len(entries) - _ENTRIES:d} more; search for them in the document")


def _entries(seen: DocumentView) -> Iterator[_Entry]:
    """Of one page its headings; of several their names, those that follow one another by one name once."""
    if seen.shown.document.pages < 2:
        yield from _headings(seen.shown.page)
        return
    before = ""
    for page in seen.texts():
        name = said(of_page(page, seen.shown.document.name)) if not page.label else page.label
        if page.heading and page.heading != page.label:
            name = f"{name} · {page.heading}"
        if name != before:
            yield _Entry(name, page.number)
        before = name


def _headings(page: Page) -> list[_Entry]:
    found = [block for block in page.blocks if block.kind is Kind.HEADING]
    top = min((block.level for block in found), default=0)
    return [
        _Entry(
            words := page.text[block.start : block.end],
            page.number,
            LookedAt(page.number, block.start, block.end, words),
            min(len(_STEPS) - 1, max(0, block.level - top)),
        )
        for block in found
    ]


def _turned(seen: DocumentView, opened: Opened, number: int) -> Opened:
    return replace(opened, turned=number - seen.source.page)


def _go(place: str, to: Opened, change: Change) -> None:
    """To the page; the box closes, because it would stand above it."""
    st.session_state[f"tool-{place}-pages"] = False
    change(to)
