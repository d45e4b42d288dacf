"""A run in a few figures, each with what it rests on."""

from collections.abc import Mapping

import streamlit as st

from evaluation.reports.labels import LABELS, outcome_rows
from evaluation.reports.rounding import LENGTHS, rounded
from evaluation.runs.outcome import LOST, WORDS, Cause, Grade
from evaluation.runs.summary import Block
from ui.evaluation.figures import DASH, Figure, certainty, percent, seconds
from ui.markdown import Markdown, escape, plural

_WIDTH = 166  # pixels; four beside each other on a laptop, two on a phone
_WHAT = {
    "Right": "The share of cases answered as expected, or silent where the material does not say. "
    "As expected, where a fact is asked for: the short answer, else the first sentence, has the expected words and "
    "numbers. Else the whole answer has them. "
    "A case with points counts with the share of them that is said. "
    "Cases that could not be asked, and those where nobody said what is right, are left out.",
    "Answered": "The share of cases that got an answer, right or wrong.",
    "Unsure": "The share of cases where Lectern only showed places that may answer. They count neither as right nor as "
    "silent.",
    "Silent": "The share of cases where Lectern said that it found no answer, rightly or not.",
    "Weighted score": "1 where every case is right, 0 where every one is wrong. A wrong answer costs as much as three "
    "silences where there is an answer, an unsure one a third of a silence.",
    "Rightly silent": "Of the cases that the material does not answer, the share where Lectern was silent.",
    "Citations correct": "The share of an answer's citations on the expected page "
    "(where no page is given: in the expected document). It applies to the cases that were answered and say where "
    "the answer is.",
    "Points said": "The test cases say which points a good answer makes: the share of them that an answer has, each "
    "in a sentence with its place. More words alone do not raise it. It applies to the cases with points.",
    "Words": "The mean length of the answers that were given.",
    "Own sentences": "The share of an answer's sentences that the model wrote; the others are quotations.",
    "Seconds": "The median: half of the cases took less, half took more. Those left unanswered count too.",
}
_BELOW = "Below: how many cases this rests on, and its 95% interval."


def show_tiles(summary: Block) -> None:
    """Right and the three outcomes; what they weigh, silence, citations and seconds; points and words where a case has
    points; then what became of the cases."""
    cited = summary["scores"].get("page_correct") or summary["scores"].get("document_correct")
    with st.container(gap="small", key="tiles"):
        with st.container(horizontal=True, gap="small"):
            for label, name in (
                ("Right", "right"),
                ("Answered", "answered"),
                ("Unsure", "unsure"),
                ("Silent", "silent"),
            ):
                _tile_of_share(label, summary[name])
        with st.container(horizontal=True, gap="small"):
            _tile_of_score(summary["weighted_score"])
            _tile_of_share("Rightly silent", summary["abstention"]["rightly_silent"])
            _tile_of_share("Citations correct", cited)
            _tile_of_seconds(summary["seconds"]["total"])
        scores = summary["scores"]
        if scores.get("points") is not None:
            with st.container(horizontal=True, gap="small"):
                _tile_of_share("Points said", scores["points"])
                _tile_of_words(scores.get("words"))
                _tile_of_share("Own sentences", scores.get("own_sentences"))
    counted, told = st.columns(2, gap="large")
    with counted:
        _show_counts(summary)
    with told:
        _show_outcomes(summary)
        _show_causes(summary)


def _show_counts(summary: Block) -> None:
    """The three outcomes as three columns, by what the material has."""
    rows = [
        {
            "Cases": escape(label),
            "Answered": f"{answered:d}",
            "Unsure": f"{unsure:d}",
            "Silent": f"{silent:d}",
        }
        for label, answered, unsure, silent in outcome_rows(summary)
    ]
    st.table(rows, hide_index=True, border="horizontal")


def _show_outcomes(summary: Block) -> None:
    """How many cases came out how: together they are all cases."""
    found = [kind for kind in Grade if summary["outcomes"][kind]]
    st.markdown(" · ".join(f"**{summary['outcomes'][kind]:d}** {WORDS[kind]}" for kind in found))


def _show_causes(summary: Block) -> None:
    """Where the answerable cases that were lost were lost."""
    lost = sum(summary["outcomes"][kind] for kind in LOST)
    found = [kind for kind in Cause if summary["causes"][kind]]
    if not found:
        return
    parts = [f"**{summary['causes'][kind]:d}** {WORDS[kind]}" for kind in found]
    unknown = lost - sum(summary["causes"].values())
    parts += [f"**{unknown:d}** without an expected page to tell by"] if unknown else []
    st.markdown(f"Of the {lost:d} that are wrong or have no answer: {' · '.join(parts)}")


def _tile_of_share(label: Markdown, figure: Figure | None) -> None:
    _tile(label, percent(figure), certainty(figure))


def _tile_of_score(figure: Figure | None) -> None:
    if figure is None:
        _tile("Weighted score", DASH, certainty(None))
        return
    counted = plural(int(figure["count"]), "case")
    between = f"{rounded(figure['low'], 2)}–{rounded(figure['high'], 2)}"
    _tile("Weighted score", rounded(figure["value"], 2), f"of {counted}  \n95%: {between}")


def _tile_of_words(figure: Figure | None) -> None:
    if figure is None:
        _tile("Words", DASH, certainty(None))
        return
    between = f"{rounded(figure['low'])}–{rounded(figure['high'])}"
    _tile("Words", rounded(figure["value"]), f"of {plural(int(figure['count']), 'case')}  \n95%: {between}")


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


def scores_table(figures: Mapping[str, Figure | None]) -> list[dict[str, object]]:
    """Scores by name with their intervals and counts, a row each."""
    return [
        {
            "Score": LABELS.get(name, name),
            "Mean": _rounded(figure, "value", name),
            "From": _rounded(figure, "low", name),
            "To": _rounded(figure, "high", name),
            "Cases": 0 if figure is None else figure["count"],
        }
        for name, figure in figures.items()
    ]


def _rounded(figure: Figure | None, bound: str, name: str) -> float | None:
    return None if figure is None else round(figure[bound], 0 if name in LENGTHS else 3)
