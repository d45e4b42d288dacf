from langchain_core.language_models import FakeListChatModel
from langchain_openai import ChatOpenAI
from pydantic import Field, SecretStr

from rag.models.generation.limits import limited
from tests.rag.models.tiny import tiny_chat


class LikeOllama(FakeListChatModel):
    """Takes a limit under a name of its own, and no `max_tokens` in a call."""

    num_predict: int | None = None


class LikeGoogle(FakeListChatModel):
    """Takes the standard parameter under another name."""

    max_output_tokens: int | None = Field(default=None, alias="max_tokens")


def test_a_copy_is_limited_and_the_model_is_not():
    chat = tiny_chat("abcdef")
    assert limited(chat, 2).invoke("a").text == "bc"
    assert chat.invoke("a").text == "bcdef"


def test_the_limit_of_others_is_set_by_the_name_that_they_have_for_it():
    assert limited(LikeOllama(responses=[]), 7).num_predict == 7
    assert limited(LikeGoogle(responses=[], max_tokens=9), 7).max_output_tokens == 7
    assert limited(ChatOpenAI(model="m", api_key=SecretStr("k")), 7).max_tokens == 7


def test_a_model_without_a_limit_stays_as_it_is():
    chat = FakeListChatModel(responses=["Yes."])
    assert limited(chat, 7) is chat
