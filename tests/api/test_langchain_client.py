"""LangChain's client of OpenAI, as a program of others uses it."""

from langchain_core.messages import AIMessage, HumanMessage, SystemMessage
from langchain_openai import ChatOpenAI

from rag.values import Turn
from tests.api.conftest import Served


def model(served: Served) -> ChatOpenAI:
    return ChatOpenAI(
        base_url=f"{served.url}/v1", api_key=served.key(), model="Course", max_retries=0, timeout=30
    )  # type: ignore[call-arg,arg-type]


def test_it_is_asked_with_a_history(served: Served) -> None:
    served.assistant.go.set()
    said = [
        SystemMessage("Be brief."),
        HumanMessage("What is Zanthor?"),
        AIMessage("A comet."),
        HumanMessage("Who found it?"),
    ]
    found = model(served).invoke(said)
    assert found.text == "Mirela [1]\nMirela found it. [1]\nIt may be old."
    assert found.usage_metadata is not None and found.usage_metadata["output_tokens"] > 0
    assert served.assistant.asked == [
        ("Who found it?", "Course", (Turn("user", "What is Zanthor?"), Turn("assistant", "A comet.")))
    ]


def test_it_streams(served: Served) -> None:
    served.assistant.go.set()
    pieces = [chunk.text for chunk in model(served).stream("Who found Zanthor?")]
    assert "".join(pieces) == "Mirela [1]\nMirela found it. [1]\nIt may be old."
    assert len([piece for piece in pieces if piece]) == 3
