"""`python -m ingest --ray` on a real Ray of this computer: the same library as without, whoever is killed meanwhile."""

import importlib.util
import json
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import psutil
import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.ingest.cluster.kept import kept, names

pytestmark = [
    pytest.mark.ray,
    pytest.mark.alone,
    pytest.mark.timeout(600),
    pytest.mark.skipif(
        importlib.util.find_spec("ray") is None, reason="There is no Ray: see requirements-dev.txt"
    ),
]
FAKES = "tests.ingest.cluster.with_fakes"


@pytest.fixture
def material(tmp_path: Path) -> Path:
    """Eight files: six kinds, an archive, and one that is damaged."""
    folder = tmp_path / "material"
    folder.mkdir()
    (folder / "a.txt").write_text("\n\n".join(f"Dogs run {number} miles a day." for number in range(40)))
    (folder / "b.md").write_text("# Cats\n\nCats *sleep*.\n\n- on mats\n- in boxes\n")
    (folder / "c.html").write_text(
        "<html><title>Birds</title><body><h1>Birds</h1><p>They fly.</p></body></html>"
    )
    (folder / "d.csv").write_text("Fish,Length\nCod,120\nHerring,45\n")
    canvas = Canvas(str(folder / "e.pdf"), invariant=True)
    for page in range(3):
        canvas.drawString(72, 720, f"Horses of page {page} eat grass and drink water.")
        canvas.showPage()
    canvas.save()
    book = openpyxl.Workbook()
    book.active.append(["Cow", "Milk"])
    book.active.append(["Bella", 24])
    book.save(folder / "f.xlsx")
    with zipfile.ZipFile(folder / "g.zip", "w") as archive:
        archive.writestr("inner.txt", "Bees dance.")
    (folder / "h.pdf").write_bytes(b"%PDF-1.7 damaged")
    return folder


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Six files of text, each of which takes the fake embedder a moment."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text(
            "\n\n".join(f"Part {part} of text {number} is here. " * 12 for part in range(10))
        )
    return folder


@pytest.fixture
def ended() -> Iterator[list[psutil.Process]]:
    """Processes of a test that must be gone when it ends; those that are not are ended, each by its id."""
    processes: list[psutil.Process] = []
    yield processes
    _gone, alive = psutil.wait_procs(processes, timeout=150)
    for process in alive:
        process.kill()
    assert alive == []


def command(module: str, folder: Path, library: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", module, str(folder), "--library", str(library), "--json", *options]


def ran(module: str, folder: Path, library: Path, *options: str, **environment: str) -> dict[str, Any]:
    """The summary of a run that failed with a file, and with nothing else."""
    done = subprocess.run(
        command(module, folder, library, *options),
        capture_output=True,
        text=True,
        timeout=280,
        env={**os.environ, "OMP_NUM_THREADS": "1", **environment},
    )
    assert done.returncode in (0, 1), done.stderr
    summary: dict[str, Any] = json.loads(done.stdout)
    return summary


def told(summary: dict[str, Any]) -> list[tuple[object, ...]]:
    return [(r["name"], r["state"], r["pages"], r["chunks"], r["message"]) for r in summary["files"]]


@pytest.mark.models
def test_ray_brings_in_what_one_process_does(material: Path, tmp_path: Path) -> None:
    asked = tmp_path / "asked"
    alone = ran("ingest", material, tmp_path / "alone")
    many = ran(
        "ingest", material, tmp_path / "many", "--ray", "--workers", "2", LECTERN_CONNECTIONS=str(asked)
    )
    assert told(many) == told(alone)
    assert [one["state"] for one in many["files"]] == ["added"] * 7 + ["failed"]
    expected, found = kept(tmp_path / "alone"), kept(tmp_path / "many")
    assert len(expected["units"]) > len(expected["chunks"]) > 7
    for table, width in (("chunks", np.float32), ("units", np.float16)):
        for mine, other in zip(found[table], expected[table], strict=True):
            np.testing.assert_allclose(
                np.frombuffer(mine.pop("vector"), width), np.frombuffer(other.pop("vector"), width), atol=1e-3
            )
    assert found == expected
    assert {line.split()[-1] for line in asked.read_text().splitlines()} <= {"127.0.0.1", "localhost", "None"}


def test_whoever_is_killed_nothing_is_lost_and_nothing_written_twice(
    texts: Path, tmp_path: Path, ended: list[psutil.Process]
) -> None:
    """First the driver, when some is written and not all; then two workers of the run that goes on."""
    ran(FAKES, texts, tmp_path / "alone")
    expected, library = kept(tmp_path / "alone"), tmp_path / "many"
    with (tmp_path / "said").open("w") as said:
        driver = psutil.Popen(
            command(FAKES, texts, library, "--ray", "--workers", "1"), stdout=subprocess.DEVNULL, stderr=said
        )
    while not names(library) and driver.poll() is None:
        time.sleep(0.05)
    assert driver.poll() is None, (tmp_path / "said").read_text()
    ended += driver.children(recursive=True)
    driver.kill()
    driver.wait()
    assert 0 < len(names(library)) < 6
    written = kept(library)
    for table, rows in written.items():
        assert rows and [row for row in expected[table] if row in rows] == rows
    (texts / "once.txt").write_text("Who dies once is read.")
    (texts / "always.txt").write_text("Who dies always is told of.")
    once = tmp_path / "died"
    found = ran(FAKES, texts, library, "--ray", "--workers", "1", LECTERN_TEST_ONCE=str(once))
    assert once.exists()
    files = {one["name"]: one for one in found["files"]}
    assert files["once.txt"]["state"] == "added"
    assert files["always.txt"]["state"] == "failed" and "ended 2 times" in files["always.txt"]["message"]
    skipped = [name for name, file in files.items() if file["state"] == "skipped"]
    assert skipped == sorted({row["of"] for row in written["documents"]})
    assert found["added"] == 7 - len(skipped) and found["failed"] == 1
    many = kept(library)
    assert {row["of"] for row in many["documents"]} == {f"{number}.txt" for number in range(6)} | {"once.txt"}
    assert {t: [row for row in rows if row["of"] != "once.txt"] for t, rows in many.items()} == expected
