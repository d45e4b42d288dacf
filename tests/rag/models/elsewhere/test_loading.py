"""Which models are loaded here when some are served, and how often."""

import pytest

from rag.errors import ModelUnavailable
from rag.models.elsewhere import loading
from rag.settings import Elsewhere, Models, Patience, ServedModel

NOWHERE = "http://127.0.0.1:9/v1"
JUDGE = ServedModel(NOWHERE, "judge", "LECTERN_JUDGE_URL", "LECTERN_JUDGE_MODEL")
READER = ServedModel(NOWHERE, "reader", "LECTERN_READER_URL", "LECTERN_READER_MODEL")
PATIENCE = Patience(seconds=0.5, retries=0, fallback=True)


class Model:
    def p_none(self, prompts):
        return (0.25,) * len(prompts)


@pytest.fixture
def loads(monkeypatch):
    """How often the models of this computer were loaded."""
    found: list[int] = []

    def both(models):
        found.append(1)
        return Model(), Model()

    monkeypatch.setattr(loading, "_both_here", both)
    return found


def test_both_fall_back_to_models_that_are_loaded_once(loads):
    reader, judge = loading.load_taught(Models(), Elsewhere(reader=READER, judge=JUDGE, patience=PATIENCE))
    assert loads == []
    assert reader.p_none(["a"]) == judge.p_none(["a"]) == (0.25,)
    assert loads == [1]


def test_one_that_is_here_and_one_that_falls_back_are_loaded_once(loads):
    _, judge = loading.load_taught(Models(), Elsewhere(judge=JUDGE, patience=PATIENCE))
    assert judge.p_none(["a"]) == (0.25,)
    assert loads == [1]


def test_without_what_was_taught_the_served_one_works_alone(monkeypatch):
    monkeypatch.setattr(loading, "_both_here", lambda models: None)
    reader, judge = loading.load_taught(Models(), Elsewhere(judge=JUDGE, patience=PATIENCE))
    assert reader is None and judge is not None
    with pytest.raises(ModelUnavailable, match="not installed"):
        judge.p_none(["a"])  # to fall back to
    assert loading.load_taught(Models(), Elsewhere(patience=PATIENCE)) == (None, None)
