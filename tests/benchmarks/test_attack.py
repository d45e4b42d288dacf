"""A few of each attack; the whole of them are run by hand, see docs/promises.md."""

import os
import sys
from pathlib import Path

import pytest

from benchmarks.attack import databases, files, kills


def run(module: object, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["attack", *arguments])
    return int(module.main())  # type: ignore[attr-defined]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="it forks")
def test_kills(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(kills, monkeypatch, "--kills", "12", "--seed", "3") == 0, capsys.readouterr().out


def test_damaged_databases(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(databases, monkeypatch, "--tries", "12", "--seed", "3") == 0, capsys.readouterr().out


def test_damaged_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.md").write_text("# Heading\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    (tmp_path / "b.csv").write_text("name;size\nx;1\ny;2\n")
    (tmp_path / "c.rtf").write_text(r"{\rtf1 {\b Words} of a file.\par}")
    (tmp_path / "d.html").write_text("<h1>Title</h1><p>Words.</p>")
    assert run(files, monkeypatch, str(tmp_path), "--files", "24") == 0, capsys.readouterr().out
