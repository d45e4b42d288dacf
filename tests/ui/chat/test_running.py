"""What is said of an answer on its way."""

from types import SimpleNamespace

import pytest

from rag.events import EvidenceFound
from rag.store.conversations import Message, State
from service.chats.pending import AnswerStage, PendingAnswer
from service.turns import Wait
from ui import resources
from ui.chat.running import _pause, _stage


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


@pytest.mark.parametrize(
    ("found", "ahead", "seconds"), [(False, 40, 0.3), (True, 2, 0.3), (True, 3, 2.0), (True, 11, 5.0)]
)
def test_who_waits_long_is_looked_at_seldom_but_for_what_is_found(
    monkeypatch: pytest.MonkeyPatch, found: bool, ahead: int, seconds: float
) -> None:
    message = Message(2, 1, "assistant", "", State.WRITING, 0.0)
    run = PendingAnswer(message, "Why?", lambda: True)
    run.found = EvidenceFound("Why?", (), ()) if found else None
    answers = SimpleNamespace(run=lambda _: run, wait_of=lambda _: Wait(ahead, 5.0 * ahead))
    monkeypatch.setattr(resources, "engine", lambda: SimpleNamespace(answers=answers))
    assert _pause(message) == seconds
