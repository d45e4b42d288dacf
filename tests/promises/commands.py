"""The command line, as a person calls it: in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from tests.browser.conftest import ROOT


class Said(NamedTuple):
    """How a command ended, and the JSON object that it printed."""

    status: int
    body: dict[str, Any]


def ingest(environment: dict[str, str], *paths: Path, collection: str) -> Said:
    return _run(environment, "ingest", *map(str, paths), "--collection", collection, "--json")


def ask(environment: dict[str, str], question: str) -> Said:
    return _run(environment, "rag", "ask", question, "--json")


def _run(environment: dict[str, str], module: str, *arguments: str) -> Said:
    command = [sys.executable, "-m", module, *arguments]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert ended.stdout, ended.stderr
    return Said(ended.returncode, json.loads(ended.stdout))
