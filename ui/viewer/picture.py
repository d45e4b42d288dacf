"""A page as a picture with the cited words marked: of a PDF or a picture file, or a slide as it is laid out."""

from pathlib import Path

import streamlit as st

from rag.pages.boxes import Box
from rag.pages.page_image import Marks
from rag.pages.reading.parts import Marking
from rag.pages.reading.slide import slide
from rag.values import Page, Span
from rag.values.places import of_page, said
from ui import resources
from ui.chat.sources import NumberedSource
from ui.session import current

_WIDTH = 900  # pixels of a whole page beside an answer
_FULL = 1400  # and over the page
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
        right - margin < place.clientWidth ? Math.min(margin, left - 8) : left - 24,
        {top} * picture.height - 0.25 * place.clientHeight);
    }};
    place.tabIndex = 0;
    picture.addEventListener("load", move, {{ once: true }});
    move();
  }}, 100);
}})();
</script>"""


def least_zoom(page: Page) -> int:
    """How many of the zooms are too small to be offered: a slide is wider than high, and seen whole at the second."""
    return 1 if page.method == "slide" else 0


def is_marked(source: NumberedSource, page: Page) -> bool:
    """Whether the source's words stand on the page as they were cited."""
    same = page.number == source.page and page.text[source.start : source.end] == source.quote
    return same and bool(source.quote)


def show_file(source: NumberedSource, path: Path, page: Page, zoom: float, place: str) -> None:
    """A page of a PDF or of a picture file. Raises UnreadableFile where it cannot be drawn."""
    marks = None
    if is_marked(source, page):
        words, others = _inside(source)
        marks = Marks((source.start, source.end), words, page.glyphs, page.spots, others=others)
    with st.spinner("Drawing the page …"):
        width = round((_FULL if place == "full" else _WIDTH) * zoom)
        image = resources.engine().pictures.draw(path, page.number, page.text, marks, width)
    if marks is not None and not image.boxes:
        st.caption(
            "The words could not be found on the picture of the page; they are marked in the text above."
        )
    _show(source, page, image.png, image.boxes, zoom, place)


def show_converted(source: NumberedSource, pdf: Path, page: Page, zoom: float, place: str) -> None:
    """A slide or section as LibreOffice draws it. Raises UnreadableFile where its words are not found there."""
    marked = is_marked(source, page)
    quote = (source.start, source.end) if marked else (0, 0)
    kind = "slides" if page.method == "slide" else "text"
    words, others = _inside(source) if marked else ((), ())
    marks = Marks(quote, words, converted=kind, others=others)
    zoom = _zoom(page, zoom)
    width = round((_FULL if place == "full" else _WIDTH) * zoom)
    image = resources.engine().pictures.draw(pdf, page.number, page.text, marks, width)
    _show(source, page, image.png, image.boxes, zoom, place)


def show_slide(source: NumberedSource, page: Page, zoom: float, place: str) -> None:
    """A slide as its text boxes lie."""
    marking = Marking((source.start, source.end), source.words) if is_marked(source, page) else Marking()
    view = slide(page, marking)
    boxes = (view.marked,) if view.marked is not None else ()
    _show(source, page, view.svg, boxes, _zoom(page, zoom), place)


def _inside(source: NumberedSource) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The source's words, those that stand in its quote and the others."""
    within = tuple(span for span in source.words if source.start <= span[0] and span[1] <= source.end)
    return within, tuple(span for span in source.words if span not in within)


def _zoom(page: Page, zoom: float) -> float:
    return ZOOMS[max(0, ZOOMS.index(zoom) - least_zoom(page))] if zoom in ZOOMS else zoom


def _show(
    source: NumberedSource, page: Page, picture: bytes | str, boxes: tuple[Box, ...], zoom: float, place: str
) -> None:
    name = said(of_page(page, source.document))
    key = f"page-image-{round(zoom * 100)}-{place}"
    with st.container(key=key):
        st.image(picture, width="stretch", alt=f"{name[0].upper()}{name[1:]} of {source.document}")
    left = min((box.left for box in boxes), default=0.0)
    right = max((box.right for box in boxes), default=0.0)
    top = min((box.top for box in boxes), default=0.0)
    once = f"{key}-{source.document_id}-{page.number}-{source.start}-{current().opens}"
    script = _IN_VIEW.format(name=once, key=key, left=f"{left:.4f}", right=f"{right:.4f}", top=f"{top:.4f}")
    st.html(script, unsafe_allow_javascript=True)
