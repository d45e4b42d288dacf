"""The steps of `lectern`. Each returns an exit status, 0 when it is done."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import click
from streamlit.web import cli as streamlit

ROOT = Path(__file__).resolve().parents[1]
"""The checkout: the app's page, its theme and the sample course are found from here."""

SAMPLE = ROOT / "samples" / "course"


def prepare() -> int:
    """Make the models of the settings ready, so that the app starts quickly."""
    return _run("rag.models.prepare")


def sample() -> int:
    """Read the sample course, if the library is empty."""
    return _run("ingest", str(SAMPLE), "--collection", "Sample course", "--if-empty")


def models(arguments: Sequence[str]) -> int:
    """List, prepare or remove the models that can write."""
    return _run("rag.models.catalogue", *arguments)


def keys(arguments: Sequence[str]) -> int:
    """List, make or revoke the keys that let other programs in."""
    return _run("api.keys", *arguments)


def serve(port: int) -> int:
    """Serve the app on `port` of this machine, in this process, until it is interrupted."""
    sys.stdout.write(f"Starting Lectern on http://localhost:{port} (Ctrl-C ends it)\n")
    sys.stdout.flush()
    options = {
        "server.port": str(port),
        "server.address": "localhost",
        "server.headless": "true",
        "browser.gatherUsageStats": "false",
    }
    flags = [part for name, value in options.items() for part in (f"--{name}", value)]
    # The server ends in order, and then passes on what ended it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        streamlit.main(["run", str(ROOT / "app.py"), *flags], standalone_mode=False)
    except click.Abort:
        sys.stdout.write("Lectern has ended.\n")
    return 0


def _run(module: str, *arguments: str) -> int:
    """Run one of our modules in a process of its own, whose memory is free again when it is done."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    command = [sys.executable, "-m", module, *arguments]
    with subprocess.Popen(command, env={**os.environ, "PYTHONPATH": path}) as process:
        try:
            return process.wait()
        except KeyboardInterrupt:  # it has reached the process, too, which says what is kept
            return process.wait()
