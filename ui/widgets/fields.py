"""The settings that people may change, each with what it does."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from rag.settings import Settings


@dataclass(frozen=True, slots=True)
class Field:
    """One setting: its name ("group.field"), its label and what it does.

    `low` and `high` bound a number; `choices` are all there are; else it is text, or yes and no.
    """

    name: str
    label: str
    what: str
    low: float | None = None
    high: float | None = None
    step: float = 1
    choices: Sequence[str] = ()

    def show(self, value: object) -> object:
        """The widget, and below it what the setting does; returns what is set in it."""
        with st.container(gap="xxsmall"):
            chosen = self._widget(value)
            st.caption(self.what)
        return chosen

    def _widget(self, value: object) -> object:
        key = f"set-{self.name}"
        if self.choices:
            return st.selectbox(self.label, self.choices, self.choices.index(str(value)), key=key)
        if isinstance(value, bool):
            return st.toggle(self.label, value, key=key)
        if isinstance(value, float):
            return st.slider(self.label, self.low, self.high, value, self.step, key=key)
        if isinstance(value, int):
            low, high = int(self.low or 0), int(self.high or 0)
            return st.slider(self.label, low, high, value, int(self.step), key=key)
        return st.text_input(self.label, str(value), key=key)


RETRIEVAL = (
    Field("retrieval.alpha", "Meaning against words",
          "1 searches by meaning alone, 0 by words alone.", 0.0, 1.0, 0.05),
    Field("retrieval.fusion", "How the two are joined",
          "convex adds their scores, rrf their ranks.", choices=("convex", "rrf")),
    Field("retrieval.top_k", "Passages kept", "More see more of the material and take longer.", 1, 50),
)  # fmt: skip
ANSWERING = (
    Field("answering.threshold", "How sure before answering",
          "Below this probability Lectern says that the material does not answer. "
          "Higher: fewer wrong answers, more abstentions.", 0.0, 1.0, 0.05),
    Field("answering.write", "Let the model write",
          "Off: answers are sentences of the material, word for word, at once."),
    Field("answering.evidence", "Sentences of evidence", "How many are shown for an answer.", 3, 20),
    Field("answering.max_new_tokens", "Longest answer", "In word pieces of the model.", 8, 1024, 8),
)  # fmt: skip
MODELS = (
    Field("models.generator", "Model that writes",
          '"embedded", a Hugging Face name, a folder, a .gguf file, or a model of the server below.'),
    Field("models.base_url", "Server",
          "The address of an OpenAI-compatible server; empty: the model runs on this computer."),
    Field("models.embedder", "Model that searches",
          'Another one needs every document embedded anew: python -m ingest --reembed.'),
    Field("models.device", "Device", "auto takes a graphics card where there is one.",
          choices=("auto", "cpu", "cuda", "mps")),
)  # fmt: skip
INGESTION = (
    Field("ingestion.file_megabytes", "Largest file, in MB", "Larger ones are refused.", 1, 1000),
    Field("ingestion.pages", "Most pages of a file", "What comes after is not read.", 1, 20_000),
    Field("ingestion.seconds", "Time to read one file, in seconds",
          "A file that takes longer is given up.", 1.0, 3600.0, 1.0),
)  # fmt: skip


def value_of(settings: Settings, name: str) -> object:
    """The value of a setting by its name."""
    group, _, field = name.partition(".")
    value: object = getattr(getattr(settings, group), field)
    return value
