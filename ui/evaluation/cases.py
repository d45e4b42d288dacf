"""The cases of a run: filters, a table, and the case that was chosen."""

from collections.abc import Sequence

import streamlit as st

from evaluation.runs.filters import ALL, FILTER_MEANINGS, filters
from evaluation.runs.outcome import WORDS, Grade
from evaluation.runs.record import Record
from evaluation.runs.rightness import short_text
from rag.values import Outcome
from ui.evaluation.case import show_case
from ui.evaluation.figures import DASH
from ui.markdown import escape, plural, shortened

_MARKS = {
    Grade.RIGHT: "✓",
    Grade.PARTLY: "◐",
    Grade.WRONG: "✗",
    Grade.UNSURE: "~",
    Grade.WRONGLY_SILENT: "○",
    Grade.WRONGLY_ANSWERED: "✗",
    Grade.FAILED: "⚠",
    Grade.UNKNOWN: "?",
}


_LONG = 60  # characters of an answer in the table
HEAD, ROW = 38, 66  # pixels; three lines of text in a row
_ROWS, _ROWS_BESIDE_A_CASE = 7, 3


def show_cases(run_id: int, collection: str, records: Sequence[Record]) -> None:
    """Choose what to see, see it, and open one."""
    kept = filters(records)
    chosen = st.pills(
        "Show", [name for name, held in kept.items() if held], default=ALL, required=True, key=f"filter-{run_id}",
        format_func=lambda name: f"{escape(name)} {len(kept[name]):d}", label_visibility="collapsed",
    ) or ALL  # fmt: skip
    shown = kept.get(chosen, ())
    if chosen in FILTER_MEANINGS:
        st.caption(f"{escape(chosen)}: {FILTER_MEANINGS[chosen]}.")
    place = f"case-{run_id}-{chosen}"
    by_position = {record.position: record for record in shown}
    position = st.selectbox(
        "Case", list(by_position), index=None, key=place, placeholder="Choose a case here, or a row of the table",
        format_func=lambda position: _named(by_position[position]),
    )  # fmt: skip
    opened = by_position.get(position) if position is not None else None
    _show_table(shown, place, _ROWS if opened is None else _ROWS_BESIDE_A_CASE)
    if opened is not None:
        show_case(opened, run_id, collection)


def marked_outcome(record: Record) -> str:
    """`✓ right`."""
    return f"{_MARKS[record.outcome]} {WORDS[record.outcome]}"


def given_short(record: Record) -> str:
    """What was answered, in few words; where nothing was: "unsure", "silent", or a dash where asking failed."""
    answer = record.answer
    if answer is None:
        return DASH
    return (
        shortened(short_text(answer), _LONG) if answer.outcome is Outcome.ANSWERED else answer.outcome.value
    )


def expected_short(record: Record) -> str:
    """What should have been answered, in few words."""
    if record.case.answerable is False:
        return "no answer"
    if record.case.points:
        return f"{len(record.case.points) - len(record.missing):d} of {plural(len(record.case.points), 'point')} said"
    return shortened(record.case.answers[0], _LONG) if record.case.answers else DASH


def _show_table(records: Sequence[Record], place: str, most: int) -> None:
    """The cases; `most` is how many rows are seen without scrolling in the table."""
    table = f"table-{place}"
    st.dataframe(
        [_row(record) for record in records],
        key=table,
        hide_index=True,
        on_select=lambda: _choose(table, place, records),
        selection_mode="single-row",
        placeholder=DASH,
        row_height=ROW,
        height=HEAD + ROW * max(1, min(most, len(records))),
        column_config={
            "#": st.column_config.NumberColumn(width=40),
            "Result": st.column_config.TextColumn(width=130),
            "Question": st.column_config.TextColumn(width=215),
            "Expected": st.column_config.TextColumn(width=175),
            "Given": st.column_config.TextColumn(width=175),
            "Why": st.column_config.TextColumn(width=130),
            "Seconds": st.column_config.NumberColumn(format="%.1f", width=70),
        },
        alt="Cases of this run",
    )


def _row(record: Record) -> dict[str, object]:
    answer = record.answer
    return {
        "#": record.position + 1,
        "Result": marked_outcome(record),
        "Question": record.case.question,
        "Expected": expected_short(record),
        "Given": given_short(record),
        "Why": record.error or (WORDS[record.cause] if record.cause else ""),
        "Seconds": answer.seconds.total if answer else None,
    }


def _choose(table: str, place: str, records: Sequence[Record]) -> None:
    rows = st.session_state[table]["selection"]["rows"]
    st.session_state[place] = records[rows[0]].position if rows else None


def _named(record: Record) -> str:
    return f"{record.position + 1}. {record.case.question}"
