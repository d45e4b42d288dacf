"""The command `lectern`: which steps it takes, and what it serves."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from lectern import __main__ as command
from lectern import steps
from lectern.__main__ import main
from rag.store.library import Library
from tests.ui.fakes import fill

ROOT = Path(__file__).parents[2]


@pytest.fixture
def taken(monkeypatch) -> list[object]:
    """The steps that `main` takes, in order; none of them is really taken."""
    found: list[object] = []
    for name in ("prepare", "sample"):
        monkeypatch.setattr(command, name, lambda name=name: found.append(name) or 0)
    monkeypatch.setattr(command, "serve", lambda port: found.append(("serve", port)) or 0)
    monkeypatch.setattr(command, "models", lambda rest: found.append(("models", *rest)) or 0)
    monkeypatch.setattr(command, "keys", lambda rest: found.append(("keys", *rest)) or 0)
    return found


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], ["prepare", "sample", ("serve", 8501)]),
        (["--port", "9000"], ["prepare", "sample", ("serve", 9000)]),
        (["prepare"], ["prepare"]),
        (["sample"], ["sample"]),
        (["serve"], [("serve", 8501)]),
        (["serve", "--port", "9000"], [("serve", 9000)]),
        (["--port", "9000", "serve"], [("serve", 9000)]),
        (["models"], [("models",)]),
        (["keys", "make", "a"], [("keys", "make", "a")]),
        (["models", "prepare", "qwen-0.5b", "--use"], [("models", "prepare", "qwen-0.5b", "--use")]),
    ],
)
def test_a_step_is_taken_alone_and_all_of_them_without_a_name(taken, arguments, expected):
    assert main(arguments) == 0
    assert taken == expected


def test_after_a_step_that_failed_none_is_taken(taken, monkeypatch):
    monkeypatch.setattr(command, "prepare", lambda: 1)
    assert main([]) == 1
    assert taken == []


@pytest.mark.parametrize(
    "arguments", [["--port", "0"], ["--port", "65536"], ["serve", "--port", "x"], ["no"]]
)
def test_wrong_usage(taken, arguments):
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert taken == []


def test_the_exit_status_of_a_step_is_that_of_its_process(monkeypatch, tmp_path, capfd):
    monkeypatch.chdir(tmp_path)  # our modules are found from anywhere
    monkeypatch.setenv("LECTERN_LIBRARY", str(tmp_path))
    (tmp_path / "settings.toml").write_text("not TOML", encoding="utf-8")
    assert steps.prepare() == 1
    assert "settings.toml" in capfd.readouterr().err


def test_the_models_are_listed_from_anywhere(monkeypatch, tmp_path, capfd):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LECTERN_LIBRARY", str(tmp_path))
    assert steps.models([]) == 0
    listed = capfd.readouterr().out
    assert [line.split()[0] for line in listed.splitlines()] == ["NAME", "embedded", "qwen-0.5b", "qwen-1.5b"]


def test_the_sample_course_is_left_alone_where_there_is_something_already(monkeypatch, tmp_path, capfd):
    fill(library := Library.open(tmp_path))
    library.close()
    monkeypatch.setenv("LECTERN_LIBRARY", str(tmp_path))
    assert steps.sample() == 0
    assert "1 document already" in capfd.readouterr().out


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_the_app_is_served_from_anywhere_to_this_machine_only(tmp_path, ending):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "lectern", "serve", "--port", str(port)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ["PYTHONPATH"]])},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert _answer(f"http://localhost:{port}/_stcore/health", process) == "ok"
        with socket.socket() as elsewhere:  # all of 127.0.0.0/8 is this machine, but not "localhost"
            assert elsewhere.connect_ex(("127.0.0.2", port)) != 0
    finally:
        process.send_signal(ending)
        said, _ = process.communicate()
    assert f"http://localhost:{port}" in said and "Traceback" not in said
    assert process.returncode == 0


def _answer(address: str, process: "subprocess.Popen[str]") -> str:
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"nothing answers at {address}; exit status {process.returncode}")
