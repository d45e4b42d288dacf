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


@pytest.mark.models
@pytest.mark.timeout(600)
def test_the_commands_of_the_image_serve_say_they_are_healthy_and_end_when_told(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    python = {"python": sys.executable}
    command = [python.get(word, word).replace("8501", port) for word in json.loads(of("ENTRYPOINT")[0])]
    command[command.index("0.0.0.0")] = "127.0.0.1"
    told = of("HEALTHCHECK")[0]
    asks = [python.get(w, w).replace("8501", port) for w in json.loads(told[told.index("[") :])]
    environment = {**os.environ, "LECTERN_LIBRARY": str(tmp_path / "library"), "HF_HUB_OFFLINE": "1"}
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        end = time.monotonic() + 300
        while subprocess.run(asks, check=False, stderr=subprocess.DEVNULL).returncode:
            assert time.monotonic() < end and process.poll() is None
            time.sleep(1)
        process.send_signal(signal.SIGTERM)
        process.wait(int(unit()["TimeoutStopSec"]))
    finally:
        process.kill()
    assert subprocess.run(asks, check=False, stderr=subprocess.DEVNULL).returncode != 0
