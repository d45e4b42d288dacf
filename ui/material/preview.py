"""What was read from a document, page by page: its headings, paragraphs, items, rows, as Lectern took them."""

import streamlit as st

from rag.values import Block, Document, Kind, Page
from rag.values.places import noun
from ui import resources
from ui.markdown import Markdown, escape, escape_lines
from ui.session import current

_WIDTH = 900  # pixels
_MOST = 200  # blocks of a page that are shown
_NAMES = {
    Kind.HEADING: "heading",
    Kind.PARAGRAPH: "paragraph",
    Kind.ITEM: "list item",
    Kind.ROW: "table row",
    Kind.FIELD: "field",
    Kind.DEFINITION: "definition",
    Kind.CAPTION: "caption",
    Kind.NOTE: "note",
    Kind.COMMENT: "comment",
    Kind.CODE: "code",
    Kind.FORMULA: "formula",
    Kind.FURNITURE: "not used for answers",
}


def preview_button(document: Document) -> None:
    """A button that shows what was read of a document."""
    if st.button("What was read", key=f"preview-{document.id}", icon=":material/find_in_page:"):
        _open(document)


def _open(document: Document) -> None:
    st.dialog(f"What was read of {escape(document.title or document.name)}", width=_WIDTH)(
        lambda: _show(document)
    )()


def _show(document: Document) -> None:
    pages = resources.engine().library.pages(document.id)
    number = 1
    if len(pages) > 1:
        kind = noun(document.method, document.name).capitalize()
        number = st.number_input(
            escape(kind), 1, len(pages), key=f"preview-page-{document.id}-{current().opens}"
        )
    page = pages[int(number) - 1]
    for problem in page.problems:
        st.markdown(f":orange[:material/warning:] {escape(problem)}")
    if page.label and page.label != str(page.number):
        printed = noun(page.method, document.name) in ("page", "slide")
        st.caption(f"{'Printed on it' if printed else 'Its name'}: {escape(page.label)}")
    if not page.blocks:
        st.markdown(escape_lines(page.text) or "Nothing was read of this page.")
        if page.text.strip():
            st.caption("It was read by an earlier Lectern. Read it again to see its parts.")
        return
    for block in page.blocks[:_MOST]:
        _show_block(page, block)
    if len(page.blocks) > _MOST:
        st.caption(f"and {len(page.blocks) - _MOST} more")


def _show_block(page: Page, block: Block) -> None:
    words = page.text[block.start : block.end]
    name, line = st.columns([1, 5], gap="small")
    name.caption(_name(block))
    if block.kind is Kind.CODE:
        line.code(words, language=None)
    elif block.cells:
        line.markdown(" · ".join(escape(page.text[cell.start : cell.end]) for cell in block.cells))
    else:
        line.markdown(escape(words))


def _name(block: Block) -> Markdown:
    return "table head" if block.is_head else escape(_NAMES[block.kind])
