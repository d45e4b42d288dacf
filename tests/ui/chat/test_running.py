"""What is said of an answer on its way."""

from types import SimpleNamespace

import pytest

from rag.store.conversations import Message, State
from service.chats.pending import AnswerStage, PendingAnswer
from ui import resources
from ui.chat.running import _stage


@pytest.mark.parametrize(
    ("loaded", "told"), [(False, "Loading the models."), (True, "Searching the material")]
)
def test_models_are_said_to_load_only_while_they_do(
    monkeypatch: pytest.MonkeyPatch, loaded: bool, told: str
) -> None:
    monkeypatch.setattr(resources, "engine", lambda: SimpleNamespace(loaded=loaded))
    run = PendingAnswer(Message(2, 1, "assistant", "", State.WRITING, 0.0), "Why?", lambda: True)
    run.stage = AnswerStage.LOADING
    assert _stage(run).startswith(told)
