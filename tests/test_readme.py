"""The lines of Python in the README's section on LangChain do what it says, with the embedded models."""

import re
from pathlib import Path

import pytest

from tests.rag.models.openai_server import FakeServer, serving

ROOT = Path(__file__).parents[1]
FACT = "The GAN was proposed by Ian Goodfellow in 2014."
NOTES = f"# Networks\n\nThe GAN is a pair of two neural networks. {FACT} Its generator makes images.\n"


def blocks() -> list[str]:
    """The Python in the section, in its order."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (section,) = re.findall(r"^## With LangChain\n(.*?)^## ", text, re.MULTILINE | re.DOTALL)
    return re.findall(r"^```python\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """A library with the collection that the README names."""
    from ingest.__main__ import main

    folder = tmp_path_factory.mktemp("readme")
    (folder / "notes.md").write_text(NOTES, encoding="utf-8")
    arguments = [
        str(folder / "notes.md"),
        "--collection",
        "Sample course",
        "--library",
        str(folder / "library"),
    ]
    assert main(arguments) == 0
    return folder / "library"


def test_each_direction_takes_ten_lines_at_most():
    assert [0 < len(block.splitlines()) <= 10 for block in blocks()] == [True, True]


@pytest.mark.models
def test_a_model_of_langchain_writes_in_lectern(library, monkeypatch, capsys):
    monkeypatch.setenv("LECTERN_LIBRARY", str(library))
    monkeypatch.setenv("OPENAI_API_KEY", "sesame")
    with serving("gpt-4o-mini", ("The GAN was proposed", " in 2014.")) as address:
        monkeypatch.setenv("OPENAI_BASE_URL", address)
        exec(compile(blocks()[0], "README.md", "exec"), {})
        (request,) = FakeServer.asked
    assert FACT in str(request["messages"])
    assert capsys.readouterr().out.startswith(
        "The GAN was proposed in 2014. model supported ['notes.md, page 1']\n"
    )


@pytest.mark.models
def test_langchain_searches_and_asks_in_lectern(library, monkeypatch, capsys):
    monkeypatch.setenv("LECTERN_LIBRARY", str(library))
    exec(compile(blocks()[1], "README.md", "exec"), {})
    found, answer = capsys.readouterr().out.strip().rsplit("\n", 1)
    assert found.startswith("notes.md 1 ") and FACT in found
    assert "Ian Goodfellow" in answer
