"""A page of a document: its picture with the cited words marked, or its text where there is no picture."""

from pathlib import Path

import streamlit as st

from rag.errors import UnreadableFile
from rag.pages.page_image import Marks, PageImage
from rag.values import Page
from ui import resources
from ui.chat.sources import NumberedSource
from ui.markdown import escape, highlighted
from ui.session import current

_CELLS = "│"  # between the cells of a row, in place of the tab that is stored
_WIDTH = 900  # pixels of a whole page beside an answer
_FULL = 1400  # and over the page
_AROUND = 140  # characters before and after a quote
_SHORT = 1200  # characters of a text that is seen whole
ZOOMS = (1.0, 1.25, 1.7, 2.4)
"""How large a page can be shown, in widths of its place; the style sheet has the same."""
# Runs once for each picture: its first marked words come into view, beside them as much of their lines as there is room
# for. Who uses the keyboard can scroll it. The picture may come later than the script, and a new one in its element.
_IN_VIEW = """<script id="in-view-{name}">
(() => {{
  let tries = 100;
  const timer = setInterval(() => {{
    const place = document.querySelector(".st-key-{key}"), picture = place?.querySelector("img");
    if (!picture?.complete || !picture.width) {{
      if (--tries < 0) clearInterval(timer);
      return;
    }}
    clearInterval(timer);
    const move = () => {{
      const margin = 0.07 * picture.width, left = {left} * picture.width, right = {right} * picture.width;
      place.scrollTo(
        right - margin < place.clientWidth ? margin : left - 24,
        {top} * picture.height - 0.25 * place.clientHeight);
    }};
    place.tabIndex = 0;
    picture.addEventListener("load", move, {{ once: true }});
    move();
  }}, 100);
}})();
</script>"""


def fits(page: Page) -> bool:
    """Whether a page without a picture is so short that its own text shows a quote in its context."""
    return page.method == "text" and len(page.text) <= _SHORT


def show_quote(source: NumberedSource, page: Page) -> None:
    """The quote in its context; or alone, where the page has changed since."""
    if page.text[source.start : source.end] != source.quote:
        st.markdown(f":yellow-background[{escape(source.quote)}]")
        st.caption("The document has been replaced since this answer; the quote is as it was then.")
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


def show_page(
    source: NumberedSource, path: Path | None, page: Page, zoom: float = 1.0, place: str = "page"
) -> None:
    """A page of the source's document (whose file is at `path`, if kept); its words marked if it is their page.

    `place` tells it from another page that is shown at the same time.
    """
    if path is not None and path.suffix == ".pdf":
        try:
            _show_image(source, path, page, zoom, place)
            return
        except UnreadableFile as error:
            st.caption(escape(str(error)))
    _show_text(source, page)


def _show_image(source: NumberedSource, path: Path, page: Page, zoom: float, place: str) -> None:
    same = page.number == source.page and page.text[source.start : source.end] == source.quote
    is_marked = same and bool(source.quote)
    marks = Marks((source.start, source.end), source.words, page.glyphs) if is_marked else None
    with st.spinner("Drawing the page …"):
        width = round((_FULL if place == "full" else _WIDTH) * zoom)
        image = resources.engine().pictures.draw(path, page.number, page.text, marks, width)
    if marks is not None and not image.boxes:
        st.caption(
            "The words could not be found on the picture of the page; they are marked in the text above."
        )
    key = f"page-image-{round(zoom * 100)}-{place}"
    with st.container(key=key):
        st.image(image.png, width="stretch", alt=f"Page {page.number} of {source.document}")
    _bring_into_view(key, source, page, image)


def _bring_into_view(key: str, source: NumberedSource, page: Page, image: PageImage) -> None:
    left = min((box.left for box in image.boxes), default=0.0)
    right = max((box.right for box in image.boxes), default=0.0)
    top = min((box.top for box in image.boxes), default=0.0)
    name = f"{key}-{source.document_id}-{page.number}-{source.start}-{current().opens}"
    script = _IN_VIEW.format(name=name, key=key, left=f"{left:.4f}", right=f"{right:.4f}", top=f"{top:.4f}")
    st.html(script, unsafe_allow_javascript=True)


def _show_text(source: NumberedSource, page: Page) -> None:
    quote = (source.start, source.end) if page.number == source.page else (0, 0)
    with st.container(height="content" if fits(page) else 420, border=True):
        st.markdown(highlighted(page.text.replace("\t", _CELLS), quote, source.words, lines=True))
