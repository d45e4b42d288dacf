import pytest

from rag.errors import LecternError
from rag.models.generation import prompts


def test_parts_become_messages(tmp_path):
    (tmp_path / "x.txt").write_text("--- system\nBe brief.\n--- user\nQ: {question}\n")
    messages = prompts.load("x", frozenset({"question"}), tmp_path).format_messages(question="Why?")
    assert [(m.type, m.content) for m in messages] == [("system", "Be brief."), ("human", "Q: Why?")]


def test_missing_and_unknown_variables_fail_at_load(tmp_path):
    (tmp_path / "x.txt").write_text("--- user\n{question} {other}\n")
    with pytest.raises(LecternError, match="other"):
        prompts.load("x", frozenset({"question"}), tmp_path)
    with pytest.raises(LecternError, match="Restore"):
        prompts.load("absent", frozenset(), tmp_path)


def test_the_prompts_of_the_street_load():
    prompts.load("answer", frozenset({"question", "evidence"}))
