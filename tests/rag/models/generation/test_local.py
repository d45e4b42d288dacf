from concurrent.futures import ThreadPoolExecutor

import pytest
import torch
from langchain_core.messages import HumanMessage, SystemMessage

from rag.errors import InvalidSetting
from tests.rag.models.tiny import tiny_chat, tiny_llama, tiny_tokenizer

ASK_A = [HumanMessage("a")]


def pieces(chat, **options):
    return [chunk.text for chunk in chat.stream(ASK_A, **options) if chunk.text]


def test_streams_token_by_token_until_the_end_token():
    assert pieces(tiny_chat("abcdef")) == ["b", "c", "d", "e", "f"]


def test_invoke_says_the_same():
    assert tiny_chat("abcdef").invoke(ASK_A).text == "bcdef"


def test_a_model_that_ends_at_once_says_nothing():
    assert pieces(tiny_chat("a")) == []


def test_a_call_limits_its_tokens():
    assert pieces(tiny_chat("abcdef"), max_tokens=2) == ["b", "c"]


def test_bound_options_reach_the_model():
    assert tiny_chat("abcdef").bind(max_tokens=3).invoke(ASK_A).text == "bcd"


def test_stop_words_end_the_reply_and_are_left_out():
    assert "".join(pieces(tiny_chat("abcdef"), stop=["de"])) == "bc"


def test_a_character_of_several_tokens_comes_whole():
    # é is two bytes, € is three: five tokens, two pieces of text.
    assert pieces(tiny_chat("aé€")) == ["é", "€"]


def test_a_model_that_runs_in_a_circle_is_ended():
    # ab again and again: 12 tokens are six times the same two.
    assert "".join(pieces(tiny_chat("ab", then="a"))) == "bababababa" + "ba"


def test_closing_the_stream_stops_the_work():
    chat, calls = tiny_chat("abcdef"), []
    chat.model.register_forward_pre_hook(lambda *_: calls.append(1))
    stream = chat.stream(ASK_A)
    next(stream)
    next(stream)
    stream.close()
    assert len(calls) == 2
    assert pieces(chat) == ["b", "c", "d", "e", "f"]  # and the next one is not blocked


def test_several_threads_get_their_own_replies():
    chat = tiny_chat("abcdef")
    with ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(lambda letter: chat.invoke([HumanMessage(letter)]).text, "abcdabcd"))
    assert replies == ["bcdef", "cdef", "def", "ef"] * 2


def test_a_prompt_that_leaves_no_room_is_refused_with_the_remedy():
    with pytest.raises(InvalidSetting, match=r"64 tokens, but the model takes 64.*prompt_tokens"):
        tiny_chat("abc").invoke([HumanMessage("a" * 64)])


def test_a_reply_ends_where_the_model_has_no_more_room():
    assert tiny_chat("abcdef").invoke([HumanMessage("a" * 62)]).text == "bc"


def test_a_chat_format_without_a_system_role_gets_its_words_in_the_first_message():
    chat = tiny_chat("abc")
    chat.tokenizer.chat_template = (
        "{% for m in messages %}{% if m['role'] == 'system' %}{{ raise_exception('no system') }}{% endif %}"
        "[{{ m['content'] }}]{% endfor %}"
    )
    prompt = chat.prompt_tokens([SystemMessage("be brief"), HumanMessage("a")])
    assert chat.tokenizer.decode(prompt) == "[be brief\n\na]"


def test_a_model_without_chat_format_gets_plain_paragraphs():
    chat = tiny_chat("abc")
    chat.tokenizer.chat_template = None
    prompt = chat.prompt_tokens([SystemMessage("be brief"), HumanMessage("a")])
    assert chat.tokenizer.decode(prompt) == "be brief\n\na\n\n"


def test_the_tiny_llama_is_a_real_one():
    tokenizer = tiny_tokenizer()
    model = tiny_llama({1: 2}, tokenizer)
    assert int(model(torch.tensor([[1]])).logits[0, -1].argmax()) == 2


@pytest.mark.models
def test_the_embedded_model_reads_its_prompt(generator):
    question = (
        "The cell was discovered by Robert Hooke in 1665. Who discovered the cell? Answer with the name."
    )
    prompt = [SystemMessage("You answer in one short sentence."), HumanMessage(question)]
    streamed = [chunk.text for chunk in generator.stream(prompt, max_tokens=24)]
    assert "Hooke" in "".join(streamed)
    assert sum(map(bool, streamed)) > 3  # it comes in pieces


@pytest.mark.models
def test_the_embedded_model_formats_a_chat_as_it_was_trained(generator):
    text = generator.tokenizer.decode(generator.prompt_tokens([SystemMessage("S"), HumanMessage("H")]))
    assert text == "<|im_start|>system\nS<|im_end|>\n<|im_start|>user\nH<|im_end|>\n<|im_start|>assistant\n"
