"""How sure an answer must be, in three words instead of a number."""

import math
from collections.abc import Mapping
from enum import StrEnum

import streamlit as st

from rag.settings import every_setting
from ui import resources
from ui.markdown import Markdown
from ui.widgets.fields import fill

_SETTING = "answering.threshold"
_KEY = "sureness"
_APART = 0.1  # of the probability that the material answers


class Sureness(StrEnum):
    """How sure an answer must be before it is given."""

    STRICT = "strict"
    BALANCED = "balanced"
    OPEN = "open"


_SAID: Mapping[Sureness, Markdown] = {
    Sureness.STRICT: "Strict",
    Sureness.BALANCED: "Balanced",
    Sureness.OPEN: "Open",
}
_MEANS: Mapping[Sureness, Markdown] = {
    Sureness.STRICT: "Fewer answers, and fewer of them wrong. What is less sure is shown as places that may answer.",
    Sureness.BALANCED: "As Lectern comes.",
    Sureness.OPEN: "More answers, and more of them wrong. Look at the pages that they show.",
}


def threshold_of(sureness: Sureness) -> float:
    """The threshold that a word stands for: the default, or a tenth above or below it."""
    default = every_setting()[_SETTING].default
    assert isinstance(default, float)
    step = {Sureness.STRICT: _APART, Sureness.BALANCED: 0.0, Sureness.OPEN: -_APART}[sureness]
    return round(min(1.0, max(0.0, default + step)), 4)


def sureness_of(threshold: float) -> Sureness | None:
    """The word for a threshold; None for one between the words."""
    return next(
        (word for word in Sureness if math.isclose(threshold_of(word), threshold, abs_tol=1e-6)), None
    )


def show_sureness() -> None:
    """The choice of the three; it holds from the next question on."""
    now = resources.engine().settings.answering.threshold
    word = sureness_of(now)
    st.session_state[_KEY] = word
    st.radio(
        "How sure must an answer be?",
        list(Sureness),
        index=None,
        format_func=lambda word: _SAID[word],
        captions=list(_MEANS.values()),
        key=_KEY,
        on_change=_choose,
    )
    if word is None:
        st.caption(f":material/tune: It is set to {now:.2f} under Tuning, between these.")


def _choose() -> None:
    engine, chosen = resources.engine(), threshold_of(st.session_state[_KEY])
    engine.change(engine.settings.changed(_SETTING, chosen))
    fill(every_setting()[_SETTING], chosen)
    st.toast("Saved. The next answer uses it.", icon=":material/check:")
