"""Searching in the document that is looked at: the places, the next one and the one before, and all of them."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from rag.pages.reading.search import PageHit, hits
from rag.values import Page, Span
from rag.values.places import of_page, said
from ui.markdown import Markdown, escape, marked, plural
from ui.session import LookedAt, Opened
from ui.viewer.edition import Change, DocumentView

_MOST = 500  # places that are found
_LISTED = 60  # and told of one by one
_LONGEST = 200  # characters that are searched for
_AROUND = 32  # characters before and after a place in the list


def search_box(seen: DocumentView, opened: Opened, change: Change, place: str) -> None:
    """Where the words are typed."""
    key = f"find-{place}"
    st.session_state[key] = opened.sought
    st.text_input(
        "Search in this document",
        key=key,
        icon=":material/search:",
        placeholder="Search in this document",
        label_visibility="collapsed",
        on_change=_seek,
        args=(key, seen, opened, change),
    )


def show_hits(seen: DocumentView, opened: Opened, change: Change, place: str) -> list[Span]:
    """The row with what was found; gives the places on the page that is shown."""
    found, as_one = _found(seen, opened.sought)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key=f"page-hits-{place}"):
        st.caption(_said(opened, found, as_one), width="content")
        if found:
            before, after = _beside(found, opened, seen.shown.page.number)
            _step(f"{place}-before", "Previous place", "keyboard_arrow_up", before, opened, change)
            _step(f"{place}-after", "Next place", "keyboard_arrow_down", after, opened, change)
            if len(found) > 1:
                _list(seen, found, opened, change, place)
        st.button(
            "End the search", key=f"tool-{place}-unfind", icon=":material/close:", type="tertiary",
            on_click=_end, args=(opened, change),
        )  # fmt: skip
    number = seen.shown.page.number
    return [(hit.start, hit.end) for hit in found if hit.page == number]


def _seek(key: str, seen: DocumentView, opened: Opened, change: Change) -> None:
    """Go to the first place from the page on that is shown; else to the first of all."""
    sought = " ".join(str(st.session_state[key])[:_LONGEST].split())
    found = _found(seen, sought)[0] if sought else []
    here = seen.shown.page.number
    first = next((hit for hit in found if hit.page >= here), found[0] if found else None)
    change(_at(opened, first, sought) if first is not None else _stays(seen, opened, sought))


def _end(opened: Opened, change: Change) -> None:
    """The page stays where it is, the marks of the search go."""
    spot = opened.spot
    change(replace(opened, sought="", spot=spot and replace(spot, start=0, end=0, quote="")))


def _stays(seen: DocumentView, opened: Opened, sought: str) -> Opened:
    """Nothing is found: the page stays, and what was marked on it before by a search is no more."""
    if opened.spot is None:
        return replace(opened, sought=sought)
    return replace(opened, sought=sought, turned=0, spot=LookedAt(seen.shown.page.number, 0, 0, ""))


def _found(seen: DocumentView, sought: str) -> tuple[Sequence[LookedAt], bool]:
    return _search(seen.key, sought, seen)


@st.cache_data(max_entries=64, show_spinner=False)
def _search(key: tuple[int, int, str], sought: str, _seen: DocumentView) -> tuple[list[LookedAt], bool]:
    """The places of `sought`, at most so many, and whether its words stand together there."""
    pages = _seen.texts()
    texts = {page.number: page.text for page in pages}
    found, as_one = hits(pages, sought, _MOST)
    return [_looked_at(hit, texts[hit.page]) for hit in found], as_one


def _looked_at(hit: PageHit, text: str) -> LookedAt:
    return LookedAt(hit.page, hit.start, hit.end, text[hit.start : hit.end])


def _at(opened: Opened, hit: LookedAt, sought: str) -> Opened:
    return replace(opened, spot=hit, turned=0, sought=sought)


def _index(found: Sequence[LookedAt], opened: Opened) -> int | None:
    """Which of the places is shown, from 0; None where none is (the page was turned since)."""
    spot = opened.spot
    return found.index(spot) if spot is not None and spot in found and not opened.turned else None


def _beside(found: Sequence[LookedAt], opened: Opened, here: int) -> tuple[LookedAt | None, LookedAt | None]:
    """The places before and after the one that is shown, else before and after the top of the page `here`."""
    at = _index(found, opened)
    first = sum(hit.page < here for hit in found) if at is None else at
    last = first if at is None else at + 1
    return (found[first - 1] if first else None), (found[last] if last < len(found) else None)


def _said(opened: Opened, found: Sequence[LookedAt], as_one: bool) -> Markdown:
    sought = escape(opened.sought)
    if not found:
        return f"“{sought}” is nowhere in this document."
    more = " at least" if len(found) == _MOST else ""
    at = _index(found, opened)
    count = plural(len(found), "place") if at is None else f"{at + 1:d} of{more} {len(found):d}"
    pages = len({hit.page for hit in found})
    on = f", on {plural(pages, 'page')}" if pages > 1 else ""
    apart = "" if as_one else " The words stand nowhere together; these are pages with all of them."
    return f"**{count}**{on}.{apart}"


def _step(key: str, label: Markdown, icon: str, hit: LookedAt | None, opened: Opened, change: Change) -> None:
    st.button(
        label,
        key=f"tool-{key}-hit",
        icon=f":material/{icon}:",
        disabled=hit is None,
        on_click=change,
        args=(opened if hit is None else _at(opened, hit, opened.sought),),
    )


def _list(seen: DocumentView, found: Sequence[LookedAt], opened: Opened, change: Change, place: str) -> None:
    box = f"hits-list-{place}"
    with st.popover("All places", key=box, type="tertiary", on_change="rerun") as popover:
        if not popover.open:
            return
        pages = {page.number: page for page in seen.texts()}
        name = seen.shown.document.name
        with st.container(gap=None, key=f"hits-{place}"):
            for index, hit in enumerate(found[:_LISTED]):
                page = pages[hit.page]
                st.button(
                    f"**{escape(said(of_page(page, name)))}** · {_context(page, hit)}",
                    key=f"hit-{place}-{index}",
                    type="tertiary",
                    width="stretch",
                    on_click=_close_and_go,
                    args=(box, _at(opened, hit, opened.sought), change),
                )
        if len(found) > _LISTED:
            st.caption(f"and {len(found) - _LISTED:d} more")


def _close_and_go(box: str, to: Opened, change: Change) -> None:
    st.session_state[box] = False
    change(to)


def _context(page: Page, hit: LookedAt) -> Markdown:
    """The words with whole words around them, on a line."""
    start = max(0, hit.start - _AROUND)
    start += 0 if start == 0 else page.text[start : hit.start].find(" ") + 1
    end = min(len(page.text), hit.end + _AROUND)
    end = end if end == len(page.text) else max(hit.end, page.text.rfind(" ", hit.end, end))
    before, after = "… " if start else "", " …" if end < len(page.text) else ""
    held = marked(page.text[start:end], [(hit.start - start, hit.end - start)])
    return f"{before}{held}{after}"
