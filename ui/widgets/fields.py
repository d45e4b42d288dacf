"""A setting as a widget: its words, bounds and choices are those of its field in `rag.settings`."""

from typing import Any

import streamlit as st

from rag.settings import Setting
from ui.markdown import Markdown, escape

_STEPS = 100
"""The most steps of a slider; a number between more of them is typed."""


def field(setting: Setting, kept: object) -> object:
    """The widget of a setting, below it what it does; `kept` is its value now. Returns what is set in it."""
    with st.container(gap="xxsmall"):
        st.session_state.setdefault(_key(setting), kept)
        chosen = _widget(setting, kept)
        st.caption(setting.description)
        if kept != setting.default:
            st.caption(f":material/edit: **Changed.** The default is {said(setting.default)}.")
    return chosen


def fill(setting: Setting, value: object) -> None:
    """Put a value into the widget of a setting; allowed before the page is drawn only."""
    st.session_state[_key(setting)] = value


def said(value: object) -> Markdown:
    """A value in the words of the page."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, float):
        return f"{value:g}"
    return escape(str(value)) or "empty"


def _key(setting: Setting) -> str:
    return f"set-{setting.name}"


def _widget(setting: Setting, kept: object) -> object:
    label, key = setting.label, _key(setting)
    if setting.choices:
        return st.selectbox(label, setting.choices, key=key)
    if setting.suggestions:
        usual = dict.fromkeys((*setting.suggestions, str(kept)))
        return st.selectbox(label, list(usual), accept_new_options=True, key=key)
    if setting.kind == "boolean":
        return st.toggle(label, key=key)
    return st.text_input(label, key=key) if setting.kind == "string" else _number(setting)


def _number(setting: Setting) -> object:
    number: Any = int if setting.kind == "integer" else float
    low, high = number(setting.low), number(setting.high)
    step = number(1) if high > 1 else 0.05
    if (high - low) / step <= _STEPS:
        return st.slider(setting.label, low, high, step=step, key=_key(setting))
    return st.number_input(
        setting.label, low, high, step=step, format="%d" if number is int else "%g", key=_key(setting)
    )
