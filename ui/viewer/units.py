"""A unit of the material as it looks: a row as a small table, code as code, anything else as text."""

from collections.abc import Sequence

import streamlit as st

from rag.values import Cell, Evidence, Kind
from ui.chat.sentences import readable
from ui.markdown import Markdown, escape
from ui.viewer.words import rule, table_row


def show_unit(found: Evidence) -> None:
    """One unit of evidence, without its citations."""
    if found.cells:
        show_rows([found])
    elif found.kind is Kind.CODE:
        st.code(found.whole, language=None)
    else:
        st.markdown(escape(readable(found.whole)))


def show_rows(rows: Sequence[Evidence]) -> None:
    """Rows of one table under their heads; the cells whose words are marked stand out."""
    columns = _columns(rows)
    lines = "\n".join(_row(row, columns) for row in rows)
    st.markdown(f"{_heads(rows[0], columns)}\n{rule(len(columns))}\n{lines}")


def _columns(rows: Sequence[Evidence]) -> list[int]:
    """The columns in which some row has words; all of them where none has."""
    every = range(len(rows[0].cells))
    return [
        i for i in every if any(i < len(r.cells) and r.cells[i].start < r.cells[i].end for r in rows)
    ] or [*every]


def _heads(row: Evidence, columns: Sequence[int]) -> Markdown:
    return table_row([escape(row.cells[index].head) for index in columns])


def _row(row: Evidence, columns: Sequence[int]) -> Markdown:
    return table_row([_cell(row, index) for index in columns])


def _cell(row: Evidence, index: int) -> Markdown:
    if index >= len(row.cells):
        return ""
    cell = row.cells[index]
    words = escape(" ".join(row.text[cell.start - row.start : cell.end - row.start].split()))
    return f":yellow-background[{words}]" if words and _is_marked(row, cell) else words


def _is_marked(row: Evidence, cell: Cell) -> bool:
    """Whether all of a cell is marked."""
    start, end = cell.start - row.start, cell.end - row.start
    return any(first <= start and end <= last for first, last in row.marks)
