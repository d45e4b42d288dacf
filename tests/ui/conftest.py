"""An engine without models, and a library with one document."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from rag.store.jobs import Jobs
from service.engine import Engine
from tests.ui.fakes import fill, open_fake
from ui import resources


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    made = Engine(tmp_path / "library", open_fake)  # type: ignore[arg-type]
    monkeypatch.setattr(resources, "engine", lambda: made)
    st.cache_data.clear()
    yield made
    made.close(0)


@pytest.fixture
def no_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine's thread takes no file from the queue: a job becomes what the test says, however slow the test is."""
    monkeypatch.setattr(Jobs, "claim", lambda self: None)


@pytest.fixture
def course(engine: Engine) -> int:
    """The id of the one document of a library."""
    return fill(engine.library)
