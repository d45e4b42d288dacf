"""What docs/api.md tells to type works as it says, and what it says of the calls is so."""

import re
from pathlib import Path

import pytest

from api.application import Ways
from rag.store.access.keys import KeyScope
from tests.api.conftest import Served
from tests.ui.fakes import fill

TEXT = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def test_there_is_one_block_a_client() -> None:
    assert [re.findall("openai|langchain|mcp", block.lower())[0] for block in BLOCKS] == [
        "openai",
        "langchain",
        "mcp",
    ]


@pytest.mark.parametrize("block", BLOCKS)
def test_each_block_of_python_runs(
    served: Served, block: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(served.engine.library, "Sample course")
    served.assistant.go.set()
    monkeypatch.setenv("KEY", served.key(KeyScope.ASK, KeyScope.READ))
    exec(compile(block.replace("http://localhost:8501", served.url), "docs/api.md", "exec"), {})
    said = capsys.readouterr().out
    assert said.startswith("Mirela [1]\nMirela found it. [1]\nIt may be old.")
    if "cited" in block:
        assert "1 zanthor.txt page 1 It was found by Mirela in 1987. http://127.0.0.1" in said


def test_every_way_and_every_scope_is_told(served: Served) -> None:
    for route in Ways(lambda: served.engine).routes:
        path = str(route.path)  # type: ignore[attr-defined]
        assert path in TEXT or path.rpartition("/")[2] in ("docs", "openapi.json", "{name:path}")
    assert all(f"| `{scope}` |" in TEXT for scope in KeyScope)
