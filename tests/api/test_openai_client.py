"""The real client of OpenAI: an existing program works, a good one can show what each number stands for."""

import threading
import time
from collections.abc import Callable

import openai
import pytest

from rag.errors import ModelUnavailable, QuestionTooLong
from rag.values import Turn
from service.outside.links import known_by
from tests.api.conftest import Served
from tests.ui.fakes import TEXT

ASKED = [{"role": "user", "content": "Who found Zanthor?"}]


def connected(served: Served, key: str | None = None, retries: int = 0) -> openai.OpenAI:
    return openai.OpenAI(
        base_url=f"{served.url}/v1", api_key=key or served.key(), max_retries=retries, timeout=30
    )


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_collections_are_models(served: Served) -> None:
    client = connected(served)
    served.engine.library.create_collection("Sea/Shore 2")
    assert [model.id for model in client.models.list()] == ["lectern", "Course", "Sea/Shore 2"]
    for name in ("lectern", "Course", "Sea/Shore 2"):
        assert client.models.retrieve(name).id == name
    with pytest.raises(openai.NotFoundError, match="There is no collection “None”"):
        client.models.retrieve("None")


def test_an_answer_is_text_with_numbers_and_what_they_stand_for(served: Served) -> None:
    served.assistant.go.set()
    found = connected(served).chat.completions.create(model="Course", messages=ASKED)  # type: ignore[call-overload]
    (choice,) = found.choices
    assert (choice.finish_reason, choice.message.role) == ("stop", "assistant")
    assert choice.message.content == "Mirela [1]\nMirela found it. [1]\nIt may be old."
    (cited,) = choice.message.citations
    assert (cited["number"], cited["document"], cited["page"]) == (1, "zanthor.txt", 1)
    assert cited["quote"] == TEXT[cited["start"] : cited["end"]] == "It was found by Mirela in 1987."
    assert (
        cited["url"]
        == f"{served.url}/library?document={served.document}&page=1&start=46&end=77&words={known_by(TEXT[46:77])}"
    )
    assert found.citations == choice.message.citations
    note = choice.message.annotations[0].url_citation
    assert choice.message.content[note.start_index : note.end_index] == "[1]"
    assert (note.url, note.title) == (cited["url"], "zanthor.txt, page 1")
    assert found.usage.total_tokens == found.usage.prompt_tokens + found.usage.completion_tokens > 0
    assert found.lectern["outcome"] == "answered" and found.lectern["short"] == "Mirela"


def test_a_stream_has_the_evidence_first_then_the_checked_answer_then_its_sources(served: Served) -> None:
    stream = connected(served).chat.completions.create(  # type: ignore[call-overload]
        model="Course", messages=ASKED, stream=True, stream_options={"include_usage": True}
    )
    chunks = []
    for chunk in stream:
        chunks.append(chunk)
        if len(chunks) == 3:  # nothing of the draft is told, for it is not checked yet
            served.assistant.go.set()
    first, found, judged, *rest = chunks
    assert first.choices[0].delta.role == "assistant"
    assert found.lectern["evidence"][0]["quote"] == "It was found by Mirela in 1987."
    assert (found.lectern["confidence"], judged.lectern["confidence"]) == (None, 0.9)
    said = [chunk.choices[0].delta.content or "" for chunk in rest if chunk.choices]
    assert "".join(said) == "Mirela [1]\nMirela found it. [1]\nIt may be old."
    assert said[0] == "Mirela [1]\n"
    last, used = rest[-2:]
    assert last.choices[0].finish_reason == "stop"
    assert last.choices[0].delta.citations[0]["document"] == "zanthor.txt"
    assert used.choices == [] and used.usage.total_tokens > 0
    assert len({chunk.id for chunk in chunks}) == 1


def test_what_was_said_before_goes_along_and_what_a_system_says_does_not(served: Served) -> None:
    served.assistant.go.set()
    messages = [
        {"role": "system", "content": "Speak like a pirate."},
        {"role": "user", "content": "What is Zanthor?"},
        {"role": "assistant", "content": "Zanthor is a comet. [1]"},
        {"role": "user", "content": [{"type": "text", "text": "Who found it?"}]},
    ]
    connected(served).chat.completions.create(model="lectern", messages=messages, temperature=0.2)  # type: ignore[call-overload]
    before = (Turn("user", "What is Zanthor?"), Turn("assistant", "Zanthor is a comet. [1]"))
    assert served.assistant.asked == [("Who found it?", None, before)]


@pytest.mark.parametrize(
    ("changed", "error", "words"),
    [
        ({"model": "None"}, openai.NotFoundError, "no collection “None”"),
        ({"messages": []}, openai.BadRequestError, "messages: List should have"),
        ({"messages": [{"role": "assistant", "content": "a"}]}, openai.BadRequestError, "user's question"),
        ({"messages": [{"role": "user", "content": " "}]}, openai.BadRequestError, "user's question"),
        ({"n": 2}, openai.BadRequestError, "leave out n"),
        (
            {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "a"}}]}]},
            openai.BadRequestError,
            "no image_url",
        ),
    ],
)
@pytest.mark.parametrize("stream", [False, True])
def test_what_cannot_be_asked_is_said(
    served: Served, changed: dict[str, object], error: type[Exception], words: str, stream: bool
) -> None:
    with pytest.raises(error, match=words):
        connected(served).chat.completions.create(
            **{"model": "Course", "messages": ASKED, "stream": stream, **changed}  # type: ignore[call-overload]
        )
    assert served.assistant.asked == []


@pytest.mark.parametrize(
    ("raised", "error", "words"),
    [
        (QuestionTooLong("Too long. Shorten it."), openai.BadRequestError, "Shorten it"),
        (ModelUnavailable("The server is away."), openai.InternalServerError, "The server is away"),
        (ValueError("a secret"), openai.InternalServerError, "Lectern's fault"),
    ],
)
def test_what_goes_wrong_while_it_is_answered_is_said(
    served: Served, raised: Exception, error: type[Exception], words: str
) -> None:
    served.assistant.error = raised
    client = connected(served)
    with pytest.raises(error, match=words):
        client.chat.completions.create(model="Course", messages=ASKED)  # type: ignore[call-overload]
    with pytest.raises(openai.APIError, match=words):
        list(client.chat.completions.create(model="Course", messages=ASKED, stream=True))  # type: ignore[call-overload]


def test_a_wrong_key_and_one_that_may_not_are_told_as_such(served: Served) -> None:
    with pytest.raises(openai.AuthenticationError, match="no such key"):
        connected(served, "lectern_wrong").models.list()


@pytest.mark.parametrize("stream", [False, True])
def test_a_client_that_goes_away_ends_the_work(served: Served, stream: bool) -> None:
    client = connected(served)
    assert served.engine.programs.asking == 0
    if stream:
        chunks = client.chat.completions.create(model="Course", messages=ASKED, stream=True)  # type: ignore[call-overload]
        next(iter(chunks))
        until(lambda: served.engine.programs.asking == 1)
        chunks.close()
    else:
        with pytest.raises(openai.APITimeoutError):
            client.with_options(timeout=1).chat.completions.create(model="Course", messages=ASKED)  # type: ignore[call-overload]
    assert len(served.assistant.asked) == 1 and not served.assistant.go.is_set()
    until(lambda: served.engine.programs.asking == 0)


def test_too_many_at_once_are_told_when_to_come_again(served: Served) -> None:
    served.engine.programs._most = 1
    client = connected(served)
    first = threading.Thread(
        target=lambda: client.chat.completions.create(model="Course", messages=ASKED)  # type: ignore[call-overload]
    )
    first.start()
    until(lambda: served.engine.programs.asking == 1)
    with pytest.raises(openai.RateLimitError, match="Ask again in about 5 seconds") as refused:
        client.chat.completions.create(model="Course", messages=ASKED)  # type: ignore[call-overload]
    assert refused.value.response.headers["retry-after"] == "5"
    served.assistant.go.set()
    first.join(20)
