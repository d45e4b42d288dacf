"""A page of a document: its picture with the cited words marked, or its text where there is no picture."""

import logging
from pathlib import Path

import streamlit as st

from rag.errors import UnreadableFile
from rag.pages.reading.parts import Marking
from rag.values import Page
from ui import resources
from ui.chat.sources import NumberedSource
from ui.markdown import escape, highlighted
from ui.session import current
from ui.viewer.cutting import SHARP, formula
from ui.viewer.picture import is_marked, show_converted, show_file, show_slide
from ui.viewer.reading import pieces

log = logging.getLogger(__name__)

_CELLS = "│"  # between the cells of a row, in place of the tab that is stored
_AROUND = 140  # characters before and after a quote
_DRAWN = frozenset({"pdfium", "pypdf", "ocr"})
# Runs once for each text: its first mark comes into view. Who uses the keyboard can scroll it.
_IN_VIEW = """<script id="in-view-{name}">
(() => {{
  let tries = 30;
  const timer = setInterval(() => {{
    const place = document.querySelector(".st-key-{key}");
    const mark = place?.querySelector(".stMarkdownColoredBackground");
    if (!mark && --tries > 0) return;
    clearInterval(timer);
    if (!place) return;
    place.tabIndex = 0;
    const here = place.getBoundingClientRect(), there = mark?.getBoundingClientRect();
    place.scrollTo(
      there && there.right > here.right ? there.left - here.left + place.scrollLeft - 0.3 * place.clientWidth : 0,
      there ? there.top - here.top + place.scrollTop - 0.3 * place.clientHeight : 0);
  }}, 100);
}})();
</script>"""


def is_picture(page: Page, path: Path | None) -> bool:
    """Whether a page is shown as a picture, which can be made larger."""
    if page.method == "slide" or (page.method in _DRAWN and path is not None):
        return True
    return converted(page, path) is not None


def converted(page: Page, path: Path | None) -> Path | None:
    """The PDF that LibreOffice made of the file, where there is one."""
    if path is None or page.method not in ("slide", "section"):
        return None
    return resources.engine().office.pdf(path)


def show_quote(source: NumberedSource, page: Page, path: Path | None) -> None:
    """The quote in its context; or alone, where the page has changed since; nothing where the page is text itself.

    `path` is that of the document's file, if kept.
    """
    if page.text[source.start : source.end] != source.quote:
        st.markdown(f":yellow-background[{escape(source.quote)}]")
        st.caption("The document has been replaced since this answer; the quote is as it was then.")
        return
    if not is_picture(page, path):
        return
    start = page.text.rfind(" ", 0, max(0, source.start - _AROUND)) + 1
    end = page.text.find(" ", source.end + _AROUND)
    text = page.text[start : end if end >= 0 else None]
    quote = source.start - start, source.end - start
    words = [(a - start, b - start) for a, b in source.words]
    before = "… " if start else ""
    after = " …" if end >= 0 else ""
    set_out = any(
        mark in source.quote for mark in "\t\n"
    )  # a row, or code: it is read by its lines and cells
    with st.container(border=True):
        st.markdown(before + highlighted(text.replace("\t", _CELLS), quote, words, lines=set_out) + after)
        drawn = formula(source, page, path)
        if drawn is not None:
            st.image(drawn.png, width=drawn.width // SHARP, alt=source.quote)


def show_page(
    source: NumberedSource, path: Path | None, page: Page, zoom: float = 1.0, place: str = "page"
) -> None:
    """A page of the source's document (whose file is at `path`, if kept); its words marked if it is their page.

    `place` tells it from another page that is shown at the same time.
    """
    pdf = converted(page, path)
    if pdf is not None:
        try:
            show_converted(source, pdf, page, zoom, place)
            return
        except UnreadableFile as error:
            log.debug("%s, page %d: %s", source.document, page.number, error)
    if page.method == "slide":
        show_slide(source, page, zoom, place)
        return
    if path is not None and page.method in _DRAWN:
        try:
            show_file(source, path, page, zoom, place)
            return
        except UnreadableFile as error:
            st.caption(escape(str(error)))
    _show_text(source, page, place)


def _show_text(source: NumberedSource, page: Page, place: str) -> None:
    """The page by its parts, with its marks in view."""
    marking = Marking((source.start, source.end), source.words) if is_marked(source, page) else Marking()
    key = f"reading-{place}"
    with st.container(border=True, gap="xsmall", key=key):
        for number, piece in enumerate(pieces(page, marking)):
            if not piece.code:
                st.markdown(piece.body)
            elif piece.is_marked:
                with st.container(key=f"{key}-code-{number}"):
                    st.markdown(piece.body)
            else:
                st.code(piece.code, language=None)
    name = f"{key}-{source.document_id}-{page.number}-{source.start}-{current().opens}"
    st.html(_IN_VIEW.format(name=name, key=key), unsafe_allow_javascript=True)
