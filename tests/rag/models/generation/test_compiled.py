"""A real model on CTranslate2: the tiny Llama of `tests.rag.models.tiny`, converted."""

import threading
from itertools import pairwise

import pytest
from langchain_core.messages import HumanMessage, SystemMessage

from rag.common.interruption import Interrupted, Watch
from rag.errors import ModelUnavailable
from rag.models.generation.compiled import CompiledChatModel, groups
from tests.rag.models.tiny import END, tiny_llama, tiny_tokenizer

CHAIN = "abcdef"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    from ctranslate2.converters import TransformersConverter

    tokenizer = tiny_tokenizer()
    tokenizer.unk_token = tokenizer.bos_token = END  # which the converter writes down
    tokenizer.chat_template = "{% for m in messages %}{{ m['content'] }}{% endfor %}"
    ids = [*tokenizer.encode(CHAIN), tokenizer.eos_token_id]
    model = tiny_llama(dict(pairwise(ids)), tokenizer)
    plain, made = tmp_path_factory.mktemp("plain"), tmp_path_factory.mktemp("made") / "tiny"
    model.save_pretrained(plain)
    tokenizer.save_pretrained(plain)
    TransformersConverter(str(plain), copy_files=["tokenizer.json", "tokenizer_config.json"]).convert(
        str(made)
    )
    for beside in plain.glob("chat_template*"):
        (made / beside.name).write_text(beside.read_text())
    return made


def test_it_says_what_the_model_says_up_to_its_end_its_limit_or_a_stop(folder):
    model = CompiledChatModel.of(folder, "tiny")
    assert (model.name, model.invoke("a").text) == ("tiny", "bcdef")
    assert [chunk.text for chunk in model.stream("c")] == ["d", "e", "f", ""]
    assert model.invoke("a", max_tokens=2).text == "bc"
    assert model.invoke("a", stop=["de"]).text == "bc"


def test_replies_come_in_the_order_in_which_they_were_asked_for(folder):
    model = CompiledChatModel.of(folder)
    asked = [HumanMessage("xxxa"), HumanMessage("c"), HumanMessage("e")]
    assert model.replies([SystemMessage("b")], asked, 9) == ["bcdef", "def", "f"]
    assert model.replies([], asked, 1) == ["b", "d", "f"]


def test_it_says_how_much_likelier_one_reply_is_than_another(folder):
    model = CompiledChatModel.of(folder)
    asked = [HumanMessage("xxxa"), HumanMessage("c")]
    first, second = model.odds([SystemMessage("b")], asked, "b", "d")
    assert first > 1 and second < -1
    assert model.odds([], asked[:1], "d", "b") == pytest.approx([-first], abs=0.5)


def test_replies_end_where_a_person_stopped_them(folder):
    model = CompiledChatModel.of(folder)
    stop = threading.Event()
    stop.set()
    with pytest.raises(Interrupted):
        Watch(stop, 9).during(lambda: model.replies([], [HumanMessage("a")], 9))


def test_a_folder_that_is_no_model_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(ModelUnavailable, match=r"cannot be loaded .* prepare it again, or choose another"):
        CompiledChatModel.of(tmp_path)


def test_groups_are_of_like_length_and_bounded():
    assert list(groups([90, 10, 95, 12, 500], 200)) == [[1, 3], [0, 2], [4]]
    assert list(groups([], 200)) == []
