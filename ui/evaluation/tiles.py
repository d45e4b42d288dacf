"""A run in a few figures, each with what it rests on."""

from collections.abc import Mapping, Sequence

import streamlit as st

from evaluation.reports.rounding import rounded
from evaluation.runs.outcome import LOST, MEANING, Cause, Grade
from evaluation.runs.summary import Block
from ui.evaluation.figures import DASH, Figure, certainty, percent, seconds
from ui.markdown import Markdown, escape, plural

_WIDTH = 166  # pixels; five beside each other on a laptop, two on a phone
_WHAT = {
    "Right": "The share of cases answered as expected, or left unanswered where the material does not say. "
    "As expected: the short answer that Lectern is sure of has the expected words or is part of them; where it is sure "
    "of none, or only long answers are expected, one of these occurs in the text. "
    "Cases that failed, and those where nobody said what is right, are left out.",
    "Answered": "The share of cases that got an answer, right or wrong.",
    "Rightly silent": "Of the cases that the material does not answer, the share that Lectern did not answer.",
    "Citations correct": "The share of an answer's citations on the expected page "
    "(where no page is given: in the expected document). It applies to the cases that were answered and say where "
    "the answer is.",
    "Seconds": "The median: half of the cases took less, half took more. Those left unanswered count too.",
}
_BELOW = "Below: how many cases this rests on, and its 95% interval."


def show_tiles(summary: Block) -> None:
    """Right, answered, silent, cited, seconds; then what became of the cases."""
    with st.container(horizontal=True, gap="small", key="tiles"):
        _tile("Right", percent(summary["right"]), certainty(summary["right"]))
        _tile("Answered", percent(summary["answered"]), certainty(summary["answered"]))
        silent = summary["abstention"]["recall"]
        _tile("Rightly silent", percent(silent), certainty(silent))
        cited = summary["scores"].get("page_correct") or summary["scores"].get("document_correct")
        _tile("Citations correct", percent(cited), certainty(cited))
        _tile_of_seconds(summary["seconds"]["total"])
    _show_outcomes(summary)
    _show_causes(summary)


def _show_outcomes(summary: Block) -> None:
    """How many cases came out how, and what that means: together they are all cases."""
    found = [kind for kind in Grade if summary["outcomes"][kind]]
    st.markdown(" · ".join(f"**{summary['outcomes'][kind]:d}** {escape(kind)}" for kind in found))
    st.caption(_meaning([kind for kind in found if kind is not Grade.RIGHT]))


def _show_causes(summary: Block) -> None:
    """Where the answerable cases that were lost were lost."""
    lost = sum(summary["outcomes"][kind] for kind in LOST)
    found = [kind for kind in Cause if summary["causes"][kind]]
    if not found:
        return
    parts = [f"**{summary['causes'][kind]:d}** {escape(kind)}" for kind in found]
    unknown = lost - sum(summary["causes"].values())
    parts += [f"**{unknown:d}** without an expected page to tell by"] if unknown else []
    st.markdown(f"Of the {lost:d} {escape(' or '.join(LOST))}: {' · '.join(parts)}")
    st.caption(_meaning(found))


def _meaning(kinds: Sequence[Grade | Cause]) -> Markdown:
    return " · ".join(f"{escape(kind.capitalize())}: {MEANING[kind]}" for kind in kinds)


def _tile_of_seconds(figure: Figure | None) -> None:
    if figure is None:
        _tile("Seconds", DASH, certainty(None))
        return
    low, high = figure["low"], figure["high"]
    counted = plural(int(figure["count"]), "case")
    between = f"{rounded(low, 1)}–{rounded(high, 1)} s"
    _tile("Seconds", seconds(figure["median"]), f"of {counted}  \n95%: {between}")


def _tile(label: Markdown, value: Markdown, rests_on: Markdown) -> None:
    with st.container(border=True, width=_WIDTH, height="stretch", gap="xxsmall"):
        st.metric(label, value, help=f"{_WHAT[label]} {_BELOW}")
        st.caption(rests_on)


def scores_table(summary: Block, labels: Mapping[str, str]) -> list[dict[str, object]]:
    """Every score with its interval and count, a row each."""
    figures = {"right": summary["right"], **summary["scores"], **summary["abstention"]}
    return [
        {
            "Score": labels.get(name, name),
            "Mean": None if figure is None else round(figure["value"], 3),
            "From": None if figure is None else round(figure["low"], 3),
            "To": None if figure is None else round(figure["high"], 3),
            "Cases": 0 if figure is None else figure["count"],
        }
        for name, figure in figures.items()
        if name != "counts"
    ]
