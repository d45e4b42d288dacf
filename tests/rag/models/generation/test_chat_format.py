import json

import pytest

from rag.errors import ModelUnavailable
from rag.models.generation.chat_format import ChatFormat

TEMPLATE = (
    "{% for m in messages %}<{{ m.role }}>{{ m.content }}{{ eos_token }}{% endfor %}"
    "{% if add_generation_prompt %}<assistant>{% endif %}"
)
TURNS = [{"role": "user", "content": "Hi {{ eos_token }}"}]


def test_the_words_of_a_conversation_are_never_taken_for_the_template():
    formatted = ChatFormat(TEMPLATE, {"eos_token": "$", "vocab_size": 3})
    assert formatted.text(TURNS) == "<user>Hi {{ eos_token }}$<assistant>"
    assert formatted.text(TURNS, reply=False) == "<user>Hi {{ eos_token }}$"


@pytest.mark.parametrize("beside", [True, False])
def test_the_template_lies_beside_the_weights_or_in_the_settings_of_the_tokenizer(tmp_path, beside):
    config = {"eos_token": "$"} | ({} if beside else {"chat_template": TEMPLATE})
    (tmp_path / "tokenizer_config.json").write_text(json.dumps(config))
    if beside:
        (tmp_path / "chat_template.jinja").write_text(TEMPLATE)
    assert ChatFormat.of(tmp_path).text(TURNS).endswith("$<assistant>")


@pytest.mark.parametrize("config", ["{}", "not json", '{"chat_template": "{% for"}'])
def test_a_folder_without_a_format_is_refused(tmp_path, config):
    (tmp_path / "tokenizer_config.json").write_text(config)
    with pytest.raises(ModelUnavailable, match="has no chat format"):
        ChatFormat.of(tmp_path)
