"""What `deploy/` says a server is run by: read as written, and run where that needs no Docker and no systemd."""

import configparser
import json
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.sync.client import connect

from rag.settings import Ingestion
from rag.store.care.check import check
from rag.store.conversations import Conversations, State
from rag.store.jobs import Jobs, JobState
from rag.store.library import Library
from service.inbox import Inbox

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"


def instructions() -> list[tuple[str, str]]:
    """The instructions of the Dockerfile, in order, as (word, rest)."""
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    joined = "\n".join(lines).replace("\\\n", " ")
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in joined.splitlines())]


def of(word: str) -> list[str]:
    return [rest for found, rest in instructions() if found == word]


def unit() -> dict[str, str]:
    """The section [Service]; of what stands twice, all of it."""
    kept: dict[str, str] = {}
    section = ""
    for line in (DEPLOY / "lectern.service").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line
        elif section == "[Service]" and line and not line.startswith("#"):
            name, _, value = line.partition("=")
            kept[name] = f"{kept[name]} {value}" if name in kept else value
    return kept


def test_the_image_runs_as_nobody_special_and_keeps_everything_in_one_volume() -> None:
    words = [word for word, _ in instructions()]
    assert words[0] == "FROM" and words.index("USER") < words.index("ENTRYPOINT")
    (user,) = of("USER")
    assert user not in ("root", "0") and f" {user}" in of("RUN")[0]
    (volume,) = of("VOLUME")
    kept = dict(part.split("=", 1) for part in of("ENV")[0].split())
    assert all(kept[name].startswith(f"{volume}/") for name in ("LECTERN_LIBRARY", "LECTERN_CACHE"))
    assert f"-o {user} -g {user} -m 700 {volume}" in of("RUN")[0]
    for copied in of("COPY"):
        assert all((ROOT / name).exists() for name in copied.split()[:-1])
    assert (DEPLOY / "Dockerfile.dockerignore").is_file()


def test_both_name_options_that_the_app_has() -> None:
    for command in (json.loads(of("ENTRYPOINT")[0]), shlex.split(unit()["ExecStart"])):
        assert command[1:5] == ["-m", "streamlit", "run", "app.py"]
        names = [word.removeprefix("--") for word in command[5:] if word.startswith("--")]
        assert names and set(names) <= set(config.get_config_options())


def test_the_unit_is_one() -> None:
    parsed = configparser.ConfigParser(strict=False, interpolation=None)
    parsed.optionxform = str  # type: ignore[assignment,method-assign]
    parsed.read(DEPLOY / "lectern.service", encoding="utf-8")
    assert parsed["Service"]["User"] != "root" and parsed["Install"]["WantedBy"] == "multi-user.target"
    kept = dict(part.split("=", 1) for part in unit()["Environment"].split())
    assert kept["LECTERN_LIBRARY"].startswith(f"/var/lib/{unit()['StateDirectory']}/")
    analyze = shutil.which("systemd-analyze")
    if analyze is not None:
        done = subprocess.run(
            [analyze, "verify", str(DEPLOY / "lectern.service")], capture_output=True, text=True, check=False
        )
        said = [line for line in done.stderr.splitlines() if "lectern.service" in line]
        assert all("is not executable" in line for line in said), said  # /opt/lectern is not on this computer


class Image:
    """What the image would run, over a library in `folder`, on a port that is free."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = str(free.getsockname()[1])
        self._folder = folder
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Image":
        command = self._here(json.loads(of("ENTRYPOINT")[0]))
        command[command.index("0.0.0.0")] = "127.0.0.1"
        environment = {**os.environ, "LECTERN_LIBRARY": str(self._folder), "HF_HUB_OFFLINE": "1"}
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        end = time.monotonic() + 400
        while not self.is_healthy():
            assert time.monotonic() < end and self.process.poll() is None
            time.sleep(0.5)
        return self

    def __exit__(self, *_: object) -> None:
        """Told to end, it does, in the time that it is given, though somebody looks at a page."""
        assert self.process is not None
        address = f"ws://127.0.0.1:{self._port}/_stcore/stream"
        try:
            with connect(address, subprotocols=["streamlit"], proxy=None) as stream:  # type: ignore[list-item]
                asked = BackMsg()
                asked.rerun_script.query_string = ""
                stream.send(asked.SerializeToString())
                stream.recv(60)
                self.process.send_signal(signal.SIGTERM)
                self.process.wait(int(unit()["TimeoutStopSec"]))
        finally:
            self.process.kill()
        assert not self.is_healthy()

    def is_healthy(self) -> bool:
        """What the health check of the image says."""
        told = of("HEALTHCHECK")[0]
        asks = self._here(json.loads(told[told.index("[") :]))
        return not subprocess.run(asks, check=False, stderr=subprocess.DEVNULL).returncode

    def _here(self, command: list[str]) -> list[str]:
        return [sys.executable if word == "python" else word.replace("8501", self._port) for word in command]


@pytest.mark.models
@pytest.mark.timeout(1500)
def test_the_commands_of_the_image_serve_and_when_told_to_end_they_lose_no_question_and_no_file(
    tmp_path: Path,
) -> None:
    library = Library.open(tmp_path / "library")
    library.create_collection("Course")
    first, second = (f"The comet {name} was found by Mirela in {year}. " for name, year in _COMETS)
    for name, text in (("first.txt", first), ("second.txt", second * 400)):
        Inbox(library, Ingestion()).enqueue(name, text.encode(), "Course")
    talks, jobs = Conversations(library.database), Jobs(library.database)
    asked = [talks.ask(talks.create("Course").id, f"Who found {name}?") for name, _ in _COMETS * 4]
    with Image(tmp_path / "library"):
        pass  # it ends in the midst of them
    states = [talks.message(message.id).state for message in asked]
    assert State.FAILED not in states
    with Image(tmp_path / "library"):
        end = time.monotonic() + 600
        while talks.unfinished() or jobs.list(active_only=True):
            assert time.monotonic() < end
            time.sleep(0.5)
    assert [talks.message(message.id).state for message in asked] == [State.DONE] * len(asked)
    assert not any(getattr(talks.message(message.id).answer, "stopped", True) for message in asked)
    assert {job.name: job.state for job in jobs.list()} == dict.fromkeys(
        ("first.txt", "second.txt"), JobState.DONE
    )
    assert check(tmp_path / "library", full=True) == []
    library.close()


_COMETS = (("Zanthor", 1987), ("Quorvex", 1991))
