"""One process serves a library."""

import subprocess
import sys
from pathlib import Path

import pytest

from rag.errors import LibraryInUse, LibraryUnavailable
from rag.settings import Settings, Sharing
from service import shared
from service.classroom import opening
from service.engine import Engine
from service.shared import serving

_HOLDS = """
import sys
from pathlib import Path
from service.shared import serving
lock = serving(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_server_is_told_so_until_the_first_has_ended_however(tmp_path: Path) -> None:
    first = subprocess.Popen(
        [sys.executable, "-c", _HOLDS, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert first.stdout is not None and first.stdout.readline() == "held\n"
    with pytest.raises(LibraryInUse, match="Another Lectern serves this library already"):
        serving(tmp_path)
    first.kill()  # as a power cut does
    first.wait()
    serving(tmp_path).release()


def test_a_folder_that_cannot_be_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LibraryUnavailable, match="cannot be opened"):
        serving(tmp_path / "file" / "library")


def test_a_class_that_another_server_held_at_the_start_is_opened_by_who_comes_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Settings(sharing=Sharing(mode="class")).save(tmp_path)
    monkeypatch.setenv("LECTERN_LIBRARY", str(tmp_path))
    monkeypatch.setattr(shared, "_made", [])
    monkeypatch.setattr(Engine, "warm_up", lambda self: None)
    swept: list[Engine] = []
    monkeypatch.setattr(opening, "keep_sweeping", swept.append)
    held = serving(tmp_path)
    with pytest.raises(LibraryInUse):
        shared.engine()
    held.release()
    made = shared.engine()
    assert shared.engine() is made
    shared.close()
    assert swept == [made]
    assert capsys.readouterr().out.count("/welcome/") == 1
