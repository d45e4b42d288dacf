"""The 0.5B, from its publisher's file to a sentence.

It runs where that file is at hand: among the downloads of the cache folder, or where LECTERN_MODEL_FILE says. Where it
is not, that is said, and nothing is fetched.
"""

import os
from pathlib import Path

import pytest

from rag.models.catalogue.entries import entry_of
from rag.models.catalogue.places import download_of
from rag.models.catalogue.preparing import prepare

NAME = "qwen-0.5b"
ASKED = "<|im_start|>user\nWhat is the capital of France? Answer in one sentence.<|im_end|>\n<|im_start|>assistant\n"


@pytest.fixture
def file() -> Path:
    entry = entry_of(NAME)
    path = Path(os.environ.get("LECTERN_MODEL_FILE") or download_of(entry))
    if not path.is_file() or path.stat().st_size != entry.bytes:
        pytest.skip(f"{entry.file} is not at hand ({path}); LECTERN_MODEL_FILE names another place.")
    return path


@pytest.mark.models
def test_the_prepared_model_answers(file, tmp_path, monkeypatch):
    import ctranslate2
    from tokenizers import Tokenizer

    monkeypatch.setenv("LECTERN_CACHE", str(tmp_path))
    folder = prepare(NAME, lambda _: None, file=file)
    assert {
        "model.bin",
        "tokenizer.json",
        "tokenizer_config.json",
        "chat_template.jinja",
        "manifest.json",
    } <= {path.name for path in folder.iterdir()}
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    asked = tokenizer.encode(ASKED)
    assert (
        asked.tokens[0] == "<|im_start|>" and tokenizer.decode(asked.ids, skip_special_tokens=False) == ASKED
    )
    generator = ctranslate2.Generator(str(folder), device="cpu")
    (found,) = generator.generate_batch([asked.tokens], max_length=20, include_prompt_in_result=False)
    assert "Paris" in tokenizer.decode(found.sequences_ids[0])
