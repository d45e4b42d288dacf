"""The client against a server that misbehaves, over the loopback."""

import threading
import time

import pytest

from rag.common.interruption import Interrupted, Watch
from rag.errors import ModelUnavailable
from rag.models.elsewhere import client
from rag.models.elsewhere.client import ModelServer
from rag.models.elsewhere.next_tokens import NextTokens
from rag.models.elsewhere.wording import ServerFailed
from rag.settings import Patience, ServedModel
from tests.rag.models.elsewhere.faulty import faulty


@pytest.fixture(autouse=True)
def hurried(monkeypatch):
    """Retries wait a hundredth of their time."""
    monkeypatch.setattr("openai._base_client.INITIAL_RETRY_DELAY", 0.005)


def server(url: str, **patience) -> ModelServer:
    return ModelServer(
        ServedModel(url, "m", "LECTERN_JUDGE_URL", "LECTERN_JUDGE_MODEL"),
        Patience(**{"seconds": 5.0, "retries": 0} | patience),
    )


def ask(one: ModelServer) -> float:
    """The log-probability of token 9 after a prompt."""
    return NextTokens(one).after([[1, 2]])[0].logs[9]


@pytest.mark.parametrize("act", ["500", "429", "cut", "slow"])
def test_what_may_be_better_the_next_time_is_asked_anew(act):
    with faulty(act, act) as does:
        assert ask(server(does.url, retries=2, seconds=0.5)) == -1.5
        assert does.asked == 3


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("500", "answered with an error for model \"m\""),
        ("429", "has too much to do"),
        ("cut", "The connection to the server .* broke"),
        ("slow", "did not answer in time"),
        ("garbage", "answered with an error"),
        ("other", "answered with an error"),
    ],
)  # fmt: skip
def test_what_stays_wrong_is_said(act, said):
    with faulty(*[act] * 2) as does, pytest.raises(ServerFailed, match=said):
        ask(server(does.url, retries=1, seconds=0.5))


def test_a_wrong_key_is_no_fault_of_the_server_and_is_not_asked_anew():
    with faulty("401") as does:
        with pytest.raises(ModelUnavailable, match="LECTERN_API_KEY") as caught:
            ask(server(does.url, retries=2))
        assert not isinstance(caught.value, ServerFailed) and does.asked == 1


def test_an_answer_without_end_is_given_up(monkeypatch):
    monkeypatch.setattr(client, "_BACK_OFF", 0.5)
    with faulty("drip") as does, pytest.raises(ServerFailed, match=r"in time \(1 seconds in all\)"):
        ask(server(does.url, seconds=0.5))


def test_a_server_that_fails_again_and_again_is_left_alone_and_tried_later():
    with faulty("500", "garbage", "500") as does:
        one = server(does.url, failures=2, rest=0.3)
        for _ in range(2):
            with pytest.raises(ServerFailed):
                ask(one)
        with pytest.raises(ServerFailed, match="left alone for .* The last time: .*answered with an error"):
            ask(one)
        assert does.asked == 2
        time.sleep(0.35)
        with pytest.raises(ServerFailed, match="answered with an error"):
            ask(one)  # the one that may try
        time.sleep(0.35)
        assert ask(one) == -1.5 and ask(one) == -1.5
        assert does.asked == 5


def test_a_question_that_was_stopped_waits_no_longer():
    stop = threading.Event()
    with faulty("slow") as does:
        threading.Timer(0.2, stop.set).start()
        began = time.monotonic()
        with pytest.raises(Interrupted):
            Watch(stop, 60.0).during(lambda: ask(server(does.url, seconds=15.0)))
        assert time.monotonic() - began < 10


def test_several_are_asked_for_at_once():
    with faulty() as does:
        found = NextTokens(server(does.url)).logs(
            [1], [9, 7, 9], NextTokens(server(does.url)).after([[1]])[0]
        )
        assert found == [-1.5, -0.5, -1.5]
