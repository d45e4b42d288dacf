"""What was read from a document, page by page: its headings, paragraphs, items, tables, as Lectern took
them, and what of each can be quoted."""

from collections.abc import Sequence

import streamlit as st

from rag.pages.reading.parts import NOTHING, tables
from rag.store.documents.units import StoredUnit
from rag.values import Block, Document, Kind, Page
from rag.values.places import noun, of_page, said
from ui import resources
from ui.markdown import Markdown, escape, escape_lines, plural
from ui.session import current
from ui.viewer.reading import table
from ui.viewer.words import words

_WIDTH = 900  # pixels
_MOST = 200  # blocks of a page that are shown
_UNITS = 40  # units of a block or table
_UNDER = " › "
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
    library = resources.engine().library
    page = library.page(document.id, _chosen(document, library.page_texts(document.id)))
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
    units = library.units.of_pages(document.id, page.number, page.number)
    shown = page.blocks[:_MOST]
    under: tuple[str, ...] = ()
    for group in tables(shown):
        if group[0].headings != under and group[0].kind not in (Kind.HEADING, Kind.FURNITURE):
            under = group[0].headings
            st.caption(f"Under: {escape(_UNDER.join(under))}" if under else "Under no heading")
        inside = [u for u in units if group[0].start <= u.unit.start < group[-1].end]
        _show_group(page, group, inside)
    if len(page.blocks) > _MOST:
        st.caption(f"and {len(page.blocks) - _MOST} more")


def _chosen(document: Document, pages: Sequence[Page]) -> int:
    """The 1-based number of the page that is looked at: each is called by its label, which can be typed."""
    if len(pages) < 2:
        return pages[0].number if pages else 1
    names = {page.number: _name_of(page, document) for page in pages}
    kind = noun(document.method, document.name).capitalize()
    key = f"preview-page-{document.id}-{current().opens}"
    return int(st.selectbox(escape(kind), list(names), format_func=lambda number: names[number], key=key))


def _name_of(page: Page, document: Document) -> str:
    """What a page is called, and the file's count where that is another: "Page iv (4 of the file)"."""
    name = said(of_page(page, document.name))
    name = f"{name[0].upper()}{name[1:]}"
    return name if not page.label or page.label == str(page.number) else f"{name} ({page.number} of the file)"


def _show_group(page: Page, group: Sequence[Block], units: Sequence[StoredUnit]) -> None:
    """A block, or the rows of a table; below it, folded, what can be quoted of it and what that is understood by."""
    block = group[0]
    name, line = st.columns([1, 5], gap="small")
    name.caption(_name(group))
    if block.kind is Kind.CODE:
        line.code(page.text[block.start : block.end], language=None)
    elif block.cells:
        line.markdown(table(page.text, group, NOTHING))
    else:
        line.markdown(words(page.text, block.start, block.end, NOTHING, lines=True))
    told = [unit for unit in units if unit.unit.kind is not Kind.HEADING]
    if told:
        with line.expander(f"Read as {plural(len(told), 'unit')}"):
            for unit in told[:_UNITS]:
                st.markdown(escape(unit.read))
                if unit.unit.context:
                    st.caption(f"with: {escape(_UNDER.join(unit.unit.context))}")
            if len(told) > _UNITS:
                st.caption(f"and {len(told) - _UNITS} more")


def _name(group: Sequence[Block]) -> Markdown:
    return "table" if group[0].cells else escape(_NAMES[group[0].kind])
