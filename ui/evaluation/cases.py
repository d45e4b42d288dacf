"""The cases of a run: filters, a table, and the case that was chosen."""

from collections.abc import Sequence

import streamlit as st

from evaluation.runs.filters import ALL, FILTER_MEANINGS, filters
from evaluation.runs.outcome import Grade
from evaluation.runs.record import Record
from evaluation.runs.scoring import short_text
from ui.evaluation.case import show_case
from ui.evaluation.figures import DASH
from ui.markdown import escape, shortened

_MARKS = {
    Grade.RIGHT: "✓",
    Grade.WRONG: "✗",
    Grade.WRONGLY_SILENT: "○",
    Grade.WRONGLY_ANSWERED: "✗",
    Grade.FAILED: "⚠",
    Grade.UNKNOWN: "?",
}


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
    _show_table(shown, place)
    by_position = {record.position: record for record in shown}
    position = st.selectbox(
        "Case", list(by_position), index=None, key=place, placeholder="Choose a row of the table, or a case here",
        format_func=lambda position: _named(by_position[position]),
    )  # fmt: skip
    if position in by_position:
        show_case(by_position[position], run_id, collection)


def marked_outcome(record: Record) -> str:
    """`✓ right`."""
    return f"{_MARKS[record.outcome]} {record.outcome.value}"


def given_short(record: Record) -> str:
    """What was answered, in few words; a dash where nothing was."""
    answer = record.answer
    return DASH if answer is None or answer.abstained else shortened(short_text(answer), 80)


def expected_short(record: Record) -> str:
    """What should have been answered, in few words."""
    if record.case.answerable is False:
        return "no answer"
    return shortened(record.case.answers[0], 80) if record.case.answers else DASH


def _show_table(records: Sequence[Record], place: str) -> None:
    table = f"table-{place}"
    st.dataframe(
        [_row(record) for record in records],
        key=table,
        hide_index=True,
        on_select=lambda: _choose(table, place, records),
        selection_mode="single-row",
        placeholder=DASH,
        height=min(420, 38 + 35 * max(1, len(records))),
        column_config={
            "#": st.column_config.NumberColumn(width=40),
            "Question": st.column_config.TextColumn(width=330),
            "Grade": st.column_config.TextColumn(width=135),
            "F1": st.column_config.NumberColumn(format="%.2f", width=55, help="Token F1 of the short answer"),
            "Sure": st.column_config.NumberColumn(
                format="%.2f", width=55, help="The gate's confidence, 0 to 1"
            ),
            "Seconds": st.column_config.NumberColumn(format="%.1f", width=70),
        },
        alt="Cases of this run",
    )


def _row(record: Record) -> dict[str, object]:
    answer = record.answer
    return {
        "#": record.position + 1,
        "Grade": marked_outcome(record),
        "Question": record.case.question,
        "Given": given_short(record),
        "Expected": expected_short(record),
        "F1": record.scores.get("token_f1"),
        "Sure": answer.confidence if answer else None,
        "Seconds": answer.seconds.total if answer else None,
        "Why": record.error or (record.cause.value if record.cause else ""),
    }


def _choose(table: str, place: str, records: Sequence[Record]) -> None:
    rows = st.session_state[table]["selection"]["rows"]
    st.session_state[place] = records[rows[0]].position if rows else None


def _named(record: Record) -> str:
    return f"{record.position + 1}. {record.case.question}"
