"""Most students have Windows, which nobody here can test on. So: our code does without what only Unix has."""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.windows.unix import MODULES, OF_OS, OF_SIGNAL

ROOT = Path(__file__).parents[1]
PRODUCT = ("lectern", "rag", "ingest", "evaluation", "service", "ui")
ONLY_UNIX = {"os": OF_OS, "signal": OF_SIGNAL}


def run(library: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run Python where those modules and functions are hidden; what fails there is shown."""
    path = [str(ROOT / "tests" / "windows"), str(ROOT)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path), "LECTERN_LIBRARY": str(library)}
    ran = subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return ran


def test_the_modules_and_functions_are_hidden(tmp_path):
    functions = "import os; print(hasattr(os, 'killpg'), hasattr(os, 'setsid'), hasattr(os, 'replace'))"
    assert run(tmp_path, "-c", functions).stdout == "False False True\n"
    for module in ("fcntl", "resource"):
        with pytest.raises(AssertionError, match=f"No module named '{module}': hidden by the test"):
            run(tmp_path, "-c", f"import {module}")


@pytest.mark.models
def test_a_pdf_is_read_and_a_question_answered_without_them(tmp_path):
    course = ROOT / "samples" / "course" / "02-gans.pdf"
    run(tmp_path, "-m", "ingest", str(course), "--collection", "Course")
    body = json.loads(run(tmp_path, "-m", "rag", "ask", "When were GANs introduced?", "--json").stdout)
    assert "June 2014" in body["answer"]


def test_the_app_opens_without_them(tmp_path):
    opened = (
        "from streamlit.testing.v1 import AppTest\n"
        f"app = AppTest.from_file({str(ROOT / 'app.py')!r}, default_timeout=60).run()\n"
        "assert not app.exception, app.exception\n"
        "print(len(app.chat_input))\n"
        "import os; os._exit(0)"  # the models are still being loaded
    )
    assert run(tmp_path, "-u", "-c", opened).stdout == "1\n"


def unix_only(source: str) -> Iterator[str]:
    """What a module imports or names that only Unix has, a guarded import (`except ImportError`) aside."""
    module = ast.parse(source)
    guarded = {id(line) for node in ast.walk(module) if _is_guard(node) for line in node.body}
    for node in ast.walk(module):
        if isinstance(node, ast.Import) and id(node) not in guarded:
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and id(node) not in guarded:
            only = ONLY_UNIX.get(node.module or "", ())
            yield from (node.module or "" for _ in node.names[:1] if node.module in MODULES)
            yield from (f"{node.module}.{alias.name}" for alias in node.names if alias.name in only)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield from (
                f"{name}.{node.attr}" for name in [node.value.id] if node.attr in ONLY_UNIX.get(name, ())
            )


def _is_guard(node: ast.AST) -> bool:
    return isinstance(node, ast.Try) and any(
        isinstance(handler.type, ast.Name) and handler.type.id in ("ImportError", "ModuleNotFoundError")
        for handler in node.handlers
    )


def test_our_code_names_nothing_that_only_unix_has():
    sources = [*(path for name in PRODUCT for path in (ROOT / name).rglob("*.py")), ROOT / "app.py"]
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in sources
        for name in unix_only(path.read_text(encoding="utf-8"))
    ]
    assert len(sources) > 100 and found == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import fcntl", ["fcntl"]),
        ("from resource import getrusage", ["resource"]),
        ("try:\n    import resource\nexcept ImportError:\n    resource = None", []),
        ("try:\n    import resource\nexcept OSError:\n    pass", ["resource"]),
        ("from os import killpg, path", ["os.killpg"]),
        ("import os\nos.killpg(1, 2)\nos.replace('a', 'b')", ["os.killpg"]),
        ("import signal\nsignal.signal(signal.SIGKILL, None)\nsignal.SIGINT", ["signal.SIGKILL"]),
    ],
)
def test_what_that_test_sees(source, expected):
    assert list(unix_only(source)) == expected
