"""A question that is put into a test set: another name is tried only where that may help."""

from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st

from rag.errors import LecternError, NotAllowed
from ui.pages.questions import _keep


@pytest.mark.parametrize(
    ("known", "error", "tried"),
    [
        (None, LecternError("The name is taken."), 19),
        (None, NotAllowed("Teachers make test sets."), 1),
        (SimpleNamespace(id=7), LecternError("It is gone."), 1),
    ],
)
def test_names_are_tried_while_they_are_taken(
    monkeypatch: pytest.MonkeyPatch, known: Any, error: LecternError, tried: int
) -> None:
    names: list[str] = []
    told: list[str] = []

    def find(name: str) -> Any:
        names.append(name)
        return known

    def fails(*_: object) -> None:
        raise error

    monkeypatch.setattr(st, "toast", lambda text, icon: told.append(text.replace("\\", "")))
    _keep(SimpleNamespace(testsets=SimpleNamespace(find=find, create=fails, add=fails)), "Course", "Why?")  # type: ignore[arg-type]
    assert len(set(names)) == len(names) == tried
    assert told == [str(error)]
