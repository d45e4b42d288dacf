import threading

import pytest
from langchain_core.messages import HumanMessage, SystemMessage

from rag.common.interruption import Interrupted, Watch
from rag.errors import ModelUnavailable
from rag.models.elsewhere import client
from rag.models.elsewhere.wording import ServerFailed
from rag.models.generation.limits import limited
from rag.models.generation.server import ServerChatModel, check_server
from rag.settings import Models
from rag.writing.rewording.rewriter import SideBySide
from tests.rag.models.elsewhere.faulty import faulty
from tests.rag.models.openai_server import FakeServer, serving


@pytest.fixture
def address(monkeypatch):
    monkeypatch.setenv("LECTERN_API_KEY", "sesame")
    with serving() as address:
        yield address


def chat(address: str, model: str = "small") -> ServerChatModel:
    return ServerChatModel.of(Models(generator=model, base_url=address))


def test_it_streams(address):
    assert [c.text for c in chat(address).stream("Hi") if c.text] == ["Hello", " world."]


def test_it_answers_at_once(address):
    assert chat(address).invoke("Hi").text == "Hello world."


def test_standard_options_reach_the_server(address):
    list(chat(address).stream("Hi", max_tokens=7, stop=["."]))
    request = FakeServer.asked[0]
    assert 7 in (request.get("max_tokens"), request.get("max_completion_tokens"))
    assert (request["temperature"], request["stop"]) == (0, ["."])


def test_a_check_lists_the_models(address):
    assert check_server(Models(generator="small", base_url=address)) == ("small",)


def test_a_model_that_is_not_there_is_refused_with_those_that_are(address):
    with pytest.raises(ModelUnavailable, match='no model "large". It has: small'):
        check_server(Models(generator="large", base_url=address))
    with pytest.raises(ModelUnavailable, match='no model "large". It has: small'):
        chat(address, "large").invoke("Hi")
    with pytest.raises(ModelUnavailable, match='no model "large". It has: small'):
        list(chat(address, "large").stream("Hi"))


def test_a_wrong_key_is_said(address, monkeypatch):
    monkeypatch.delenv("LECTERN_API_KEY")
    for ask in (
        lambda: check_server(Models(generator="small", base_url=address)),
        lambda: chat(address).invoke("Hi"),
    ):
        with pytest.raises(ModelUnavailable, match="refuses the key.*LECTERN_API_KEY"):
            ask()


def test_a_wrong_path_is_said(address):
    with pytest.raises(ModelUnavailable, match="often ends in /v1"):
        check_server(Models(generator="small", base_url=address.removesuffix("/v1")))


def test_no_server_is_said():
    with pytest.raises(ModelUnavailable, match=r"No server answers at http://127.0.0.1:9/v1.*Start it"):
        check_server(Models(generator="small", base_url="http://127.0.0.1:9/v1"))


@pytest.mark.parametrize("address", ["localhost:11434", "nonsense", "ftp://localhost/v1"])
def test_what_is_no_address_is_said(address):
    with pytest.raises(ModelUnavailable, match=address):
        check_server(Models(generator="small", base_url=address))


def test_a_server_that_does_not_answer_in_time_is_said(address, monkeypatch):
    monkeypatch.setattr(client, "CHECK_SECONDS", 0.1)
    FakeServer.slow = 0.5
    with pytest.raises(ModelUnavailable, match="did not answer in time"):
        check_server(Models(generator="small", base_url=address))


def test_a_server_that_breaks_is_said(address):
    with pytest.raises(ModelUnavailable, match="answered with an error.*out of memory"):
        chat(address).invoke("break")


def test_several_replies_are_asked_for_side_by_side_and_come_in_order(address):
    asked = [HumanMessage(word) for word in ("one", "two", "three")]
    assert chat(address).replies([SystemMessage("Say it.")], asked, 9) == ["Hello world."] * 3
    sent = [[message["content"] for message in request["messages"]] for request in FakeServer.asked]
    assert sorted(sent) == [["Say it.", "one"], ["Say it.", "three"], ["Say it.", "two"]]
    assert all(9 in (r.get("max_tokens"), r.get("max_completion_tokens")) for r in FakeServer.asked)


def test_one_reply_that_fails_is_said(address):
    with pytest.raises(ModelUnavailable, match="out of memory"):
        chat(address).replies([], [HumanMessage("one"), HumanMessage("break")], 9)


@pytest.mark.parametrize(
    ("name", "taught"), [("lectern-writer", True), ("/models/lectern-writer-2", True), ("qwen2.5", False)]
)
def test_the_writer_that_was_taught_is_known_by_its_name(name, taught):
    model = ServerChatModel.of(Models(generator=name, base_url="http://127.0.0.1:9/v1"))
    assert isinstance(model, SideBySide) and model.taught is taught


def test_a_server_that_fails_again_and_again_is_not_asked(address, monkeypatch):
    monkeypatch.setenv("LECTERN_SERVER_FAILURES", "2")
    monkeypatch.setenv("LECTERN_SERVER_RETRIES", "0")
    model = limited(chat(address), 9)
    for _ in range(2):
        with pytest.raises(ModelUnavailable, match="answered with an error"):
            list(model.stream("break"))
    for ask in (lambda: list(model.stream("Hi")), lambda: model.invoke("Hi")):
        with pytest.raises(ModelUnavailable, match="left alone"):
            ask()
    assert len(FakeServer.asked) == 2


def test_a_reply_of_which_enough_was_heard_counts_as_one(address, monkeypatch):
    monkeypatch.setenv("LECTERN_SERVER_FAILURES", "2")
    monkeypatch.setenv("LECTERN_SERVER_RETRIES", "0")
    model = chat(address)
    for _ in range(3):
        with pytest.raises(ModelUnavailable, match="answered with an error"):
            list(model.stream("break"))
        stream = model.stream("Hi")
        assert next(stream).text == "Hello"
        stream.close()


def test_a_question_that_was_stopped_waits_no_longer_for_a_reply(address):
    stop = threading.Event()
    held = threading.Event()
    FakeServer.hold = held
    try:
        threading.Timer(0.2, stop.set).start()
        for ask in (lambda: list(chat(address).stream("Hi")), lambda: chat(address).invoke("Hi")):
            with pytest.raises(Interrupted):
                Watch(stop, 60.0).during(ask)
    finally:
        held.set()


@pytest.mark.parametrize("at_once", [False, True])
def test_answers_without_end_are_failures_and_leave_the_server_alone(at_once, monkeypatch):
    monkeypatch.setenv("LECTERN_SERVER_FAILURES", "1")
    message = HumanMessage("Hi")
    with faulty("drip") as does:
        model = chat(does.url)
        model._longest = 0.5
        for said in (r"in time \(0.5 seconds in all\)", "left alone"):
            with pytest.raises(ServerFailed, match=said):
                model.replies([], [message], 7) if at_once else model.invoke([message])
        assert does.asked == 1


def test_all_retries_have_their_time(monkeypatch):
    monkeypatch.setenv("LECTERN_SERVER_RETRIES", "3")
    assert chat("http://127.0.0.1:9/v1")._longest == (120 + 8) * 4
