"""One case of a run: what was expected beside what was given, and the pages that both are on."""

from collections.abc import Mapping, Sequence
from typing import Literal

import streamlit as st

from evaluation.reports.labels import LABELS
from evaluation.reports.rounding import percent, written
from evaluation.runs.outcome import WORDS, Grade
from evaluation.runs.record import Record
from rag.errors import LecternError
from rag.values import Answer, Outcome
from rag.values.places import briefly, said
from ui import resources
from ui.chat.sources import NumberedSource, numbers, sources
from ui.evaluation.figures import DASH, seconds
from ui.evaluation.gold import expected_source
from ui.evaluation.verdict import guessed, headline, verdict
from ui.markdown import Markdown, bracketed, escape, marked, plural
from ui.viewer.page_view import show_page, show_quote

_COLOURS: Mapping[Grade, Literal["green", "blue"]] = {
    Grade.RIGHT: "green",
    Grade.PARTLY: "blue",
    Grade.UNSURE: "blue",
}
_NOT_SAID = ":orange[:material/close: not said]"


def show_case(record: Record, run_id: int, collection: str) -> None:
    """The whole case."""
    with st.container(border=True, key="case"):
        for turn in record.case.history:
            st.caption(f"{escape(turn.role)}: {escape(turn.text)}")
        st.subheader(escape(record.case.question), anchor=False)
        show_line(record)
        if record.error:
            st.error(escape(record.error), icon=":material/error:")
        known = sources(record.answer) if record.answer is not None else ()
        expected, given = st.columns(2, gap="large")
        with expected:
            show_expected(record)
        with given:
            show_given("Given", record, known)
        evidence, page = st.columns(2, gap="large")
        with evidence:
            _show_evidence(record.answer, known)
            _show_scores(record, run_id)
        with page:
            _show_pages(record, known, run_id, collection)


def show_line(record: Record) -> None:
    """How the case came out, in a word, with its seconds and the gate's confidence."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.badge(WORDS[record.outcome], color=_COLOURS.get(record.outcome, "orange"))
        answer = record.answer
        parts = [WORDS[record.cause]] if record.cause else []
        if answer is not None:
            parts.append(seconds(answer.seconds.total))
            parts += [f"confidence {answer.confidence:.2f}"] if answer.confidence is not None else []
        st.caption(" · ".join(parts))


def show_expected(record: Record) -> None:
    """What the test set says."""
    case = record.case
    st.markdown("**Expected**")
    if case.answerable is False:
        st.markdown("No answer: the material does not say.")
    st.markdown("\n".join(f"- {escape(answer)}" for answer in case.answers))
    if case.points:
        st.markdown("What an answer must say:\n\n" + "\n".join(_points(record)))
    if not (case.answers or case.points) and case.answerable is not False:
        st.markdown("The test set does not say.")
    if case.document:
        st.caption(escape(case.document + (f", page {case.page}" if case.page else "")))
    if case.note:
        st.caption(f"Note: {escape(case.note)}")


def _points(record: Record) -> list[Markdown]:
    """A line a point, each with whether it was said, where that is known."""
    if not record.points:
        return [f"- {escape(point)}" for point in record.case.points]
    return [
        f"- {escape(point)} "
        + (_NOT_SAID if read is None else f":green[:material/check: said within {read:d} words]")
        for point, read in zip(record.case.points, record.points, strict=False)
    ]


def show_given(title: Markdown, record: Record, known: Sequence[NumberedSource]) -> None:
    """What a run answered, each claim with its verdict."""
    st.markdown(f"**{title}**")
    answer = record.answer
    if answer is None:
        st.markdown("Nothing: the question could not be asked.")
        return
    if answer.outcome is not Outcome.ANSWERED:
        st.markdown(escape(answer.text))
    if answer.outcome is Outcome.SILENT:
        return
    short = headline(answer)
    if short is not None:
        perhaps = "" if short.sure else "Perhaps "
        st.markdown(f"{perhaps}**{escape(short.text)}**{_cited(numbers([short.citation], known))}")
    for claim in answer.claims:
        guess = guessed(claim, answer)
        with st.container(gap="xxsmall"):
            st.markdown(marked(claim.text, guess) + _cited(numbers(claim.citations, known)))
            st.caption(verdict(claim, guess))
    if answer.notice:
        st.caption(f":material/info: {escape(answer.notice)}")


def _show_evidence(answer: Answer | None, known: Sequence[NumberedSource]) -> None:
    if answer is None:
        return
    st.markdown("**Evidence**")
    for sentence in answer.evidence:
        with st.container(gap="xxsmall"):
            st.markdown(marked(sentence.text, sentence.marks) + _cited(numbers([sentence.citation()], known)))
            st.caption(
                f"{escape(sentence.document)}, {escape(said(sentence))} · match {percent(sentence.score)}"
            )
    if not answer.evidence:
        st.caption("None was found.")
    st.caption(f"Chosen from {plural(len(answer.passages), 'passage')}.")


def _show_scores(record: Record, run_id: int) -> None:
    fold = st.expander("The scores of this case", key=f"scores-{run_id}-{record.position}", on_change="rerun")
    if fold.open:
        with fold:
            rows = [
                {
                    "Score": escape(LABELS.get(name, name)),
                    "Value": DASH if value is None else written(name, value, 2),
                }
                for name, value in record.scores.items()
            ]
            st.table(rows, hide_index=True, border="horizontal")


def _show_pages(record: Record, known: Sequence[NumberedSource], run_id: int, collection: str) -> None:
    """The expected page first, then those of the sources; one at a time."""
    gold = expected_source(record.case, collection)
    shown = ([gold] if gold is not None else []) + list(known)
    if not shown:
        return
    labels = [_label(source) for source in shown]
    place = f"page-{run_id}-{record.position}"
    label = st.pills("Page", labels, default=labels[0], required=True, wrap=True, key=place)
    source = shown[labels.index(label)] if label in labels else shown[0]
    library = resources.engine().library
    try:
        page = library.page(source.document_id, source.page)
    except LecternError as error:
        st.caption(escape(str(error)))
        return
    path = library.original(source.document_id)
    if source.quote:
        show_quote(source, page, path)
    elif source is gold:
        st.caption("The expected words do not stand on this page as they are written in the test set.")
    show_page(source, path, page)


def _label(source: NumberedSource) -> Markdown:
    return (
        f"Expected: {escape(briefly(source))}"
        if source.number == 0
        else f"{bracketed(source.number)} {escape(briefly(source))}"
    )


def _cited(found: Sequence[int]) -> Markdown:
    return "".join(f" {bracketed(number)}" for number in found)
