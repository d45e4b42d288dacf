"""A case of two runs: both answers, side by side."""

import streamlit as st

from evaluation.reports.compare import RecordPair
from evaluation.runs.record import Record
from rag.values.places import said
from ui.chat.sources import sources
from ui.evaluation.case import show_expected, show_given, show_line
from ui.markdown import Markdown, bracketed, escape


def show_pair(pair: RecordPair) -> None:
    """The question, what was expected, and what each run gave."""
    with st.container(border=True, key="pair"):
        st.subheader(escape(pair.after.case.question), anchor=False)
        show_expected(pair.after)
        before, after = st.columns(2, gap="large")
        with before:
            _show_side("Before", pair.before)
        with after:
            _show_side("After", pair.after)


def _show_side(title: Markdown, record: Record) -> None:
    known = sources(record.answer) if record.answer is not None else ()
    show_given(title, record, known)
    show_line(record)
    for source in known:
        st.caption(
            f"{bracketed(source.number)} {escape(source.document)}, {escape(said(source))}: “{escape(source.quote)}”"
        )
