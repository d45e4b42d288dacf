"""What the README's sections on measuring and on LangChain tell to type works as they say, with the embedded models."""

import importlib
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from evaluation.__main__ import COMMANDS
from evaluation.__main__ import main as evaluate
from tests.rag.models.openai_server import FakeServer, serving

ROOT = Path(__file__).parents[1]
FACT = "The GAN was proposed by Ian Goodfellow in 2014."
NOTES = f"# Networks\n\nThe GAN is a pair of two neural networks. {FACT} Its generator makes images.\n"


def blocks(section: str = "With LangChain", language: str = "python") -> list[str]:
    """The code of a language in a section, in its order."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (found,) = re.findall(rf"^## {section}\n(.*?)^## ", text, re.MULTILINE | re.DOTALL)
    return re.findall(rf"^```{language}\n(.*?)^```$", found, re.MULTILINE | re.DOTALL)


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


def test_the_commands_that_measure_are_ones(tmp_path, monkeypatch):
    for name in COMMANDS:
        monkeypatch.setattr(
            importlib.import_module(f"evaluation.commands.{name}"), "run", lambda arguments: 0
        )
    here = tmp_path / "lectern"
    (tmp_path / "shared" / "data" / "squad2_half").mkdir(parents=True)
    here.mkdir()
    for name in ("before.json", "after.json"):
        (here / name).touch()
    monkeypatch.chdir(here)
    (lines,) = blocks("Measuring it", "sh")
    told = [shlex.split(line) for line in lines.splitlines()]
    assert [line[:3] for line in told] == [["python", "-m", "evaluation"]] * len(COMMANDS)
    assert [evaluate(line[3:]) for line in told] == [0] * len(COMMANDS)


TESTS = """question,answers,document,points,task
When was the GAN proposed?,2014,notes.md,,
Explain what the GAN is.,,notes.md,The GAN is a pair of two neural networks. | Its generator makes images.,explain
"""


@pytest.mark.models
def test_the_test_of_a_course_passes_and_fails_as_it_says(library, tmp_path, monkeypatch):
    (block,) = blocks("Measuring it")
    names = {}
    exec(compile(block, "README.md", "exec"), names)
    tests = library.parent / "tests.csv"
    monkeypatch.chdir(library.parent)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    tests.write_text(TESTS, encoding="utf-8")
    names["test_the_course_is_answered"](tmp_path)
    tests.write_text(TESTS.replace("2014", "1066"), encoding="utf-8")
    with pytest.raises(subprocess.CalledProcessError):
        names["test_the_course_is_answered"](tmp_path)
