"""The way back to the settings that Lectern comes with."""

import streamlit as st

from rag.settings import Settings, every_setting
from ui import resources
from ui.markdown import escape
from ui.widgets.confirm import confirm
from ui.widgets.fields import fill, said


def show_defaults() -> None:
    """The way back, with what it would change; nothing where all settings are the defaults."""
    values = resources.engine().settings.by_name()
    changed = [setting for name, setting in every_setting().items() if values[name] != setting.default]
    if changed:
        lines = (f"- {escape(s.label)}: {said(values[s.name])} → {said(s.default)}" for s in changed)
        confirm(
            "Back to the defaults", "This changes:\n" + "\n".join(lines), "defaults", _back_to_defaults,
            yes="Yes, back to the defaults", icon=":material/undo:",
        )  # fmt: skip


def _back_to_defaults() -> None:
    for setting in every_setting().values():
        fill(setting, setting.default)
    resources.engine().change(Settings())
    st.toast("All settings are the defaults again.", icon=":material/check:")
