"""Office files are made PDFs of in the background, by a program that may be missing, slow or broken."""

import stat
import sys
import time
from pathlib import Path

import pytest

from rag.pages.office.office import Office
from tests.rag.pages.office.material import PAGES, write_pdf

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script")


def program(folder: Path, body: str) -> str:
    """A stand-in for LibreOffice: a script to which the arguments are `arguments`, the copied file `file`."""
    path = folder / "soffice"
    path.write_text(
        f"#!{sys.executable}\nimport pathlib, sys, time\narguments = sys.argv[1:]\n"
        f"file = pathlib.Path(arguments[-1])\n{body}\n"
    )
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "abc.pptx"
    path.write_bytes(b"slides")
    return path


def test_a_pdf_is_made_once_and_kept(tmp_path: Path, file: Path) -> None:
    made = write_pdf(tmp_path / "made.pdf", PAGES)
    calls = tmp_path / "calls"
    body = (
        f"pathlib.Path({str(calls)!r}).open('a').write(' '.join(arguments) + chr(10))\n"
        f"file.with_suffix('.pdf').write_bytes(pathlib.Path({str(made)!r}).read_bytes())"
    )
    office = Office(tmp_path / "cache", program(tmp_path, body))
    assert office.pdf(file) is None  # not yet
    office.wait()
    pdf = office.pdf(file)
    assert pdf == tmp_path / "cache" / "abc.pdf" and pdf.read_bytes() == made.read_bytes()
    (called,) = calls.read_text().splitlines()
    assert "ExportHiddenSlides" in called and "-env:UserInstallation=file:///" in called
    assert str(file) not in called  # it is given a copy
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["abc.pdf"]
    office.close()


@pytest.mark.parametrize("body", ["sys.exit(1)", "file.write_text('x')", "raise ValueError"])
def test_what_cannot_be_converted_is_not_tried_again(tmp_path: Path, file: Path, body: str) -> None:
    calls = tmp_path / "calls"
    office = Office(
        tmp_path / "cache", program(tmp_path, f"pathlib.Path({str(calls)!r}).open('a').write('x')\n{body}")
    )
    for _ in range(3):
        assert office.pdf(file) is None
        office.wait()
    assert calls.read_text() == "x"
    assert list((tmp_path / "cache").iterdir()) == []
    office.close()


def test_what_hangs_is_ended_with_all_that_it_started(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.pages.office.office._SECONDS", 1.5)
    alive = tmp_path / "alive"
    body = (
        "import subprocess\n"
        f"code = 'import pathlib, time\\nwhile True: pathlib.Path({str(alive)!r}).touch(); time.sleep(0.05)'\n"
        "subprocess.Popen([sys.executable, '-c', code])\ntime.sleep(60)"
    )
    office = Office(tmp_path / "cache", program(tmp_path, body))
    begun = time.monotonic()
    assert office.pdf(file) is None
    office.wait()
    assert time.monotonic() - begun < 20 and office.pdf(file) is None
    if alive.exists():
        alive.unlink()
    time.sleep(0.3)
    assert not alive.exists()
    office.close()


def test_other_files_and_a_missing_program_cost_nothing(tmp_path: Path, file: Path) -> None:
    assert Office(tmp_path / "cache", "").pdf(file) is None
    office = Office(tmp_path / "cache", str(tmp_path / "none"))
    assert office.pdf(tmp_path / "a.xlsx") is None and office.pdf(tmp_path / "a.html") is None
    office.wait()
    assert not (tmp_path / "cache").exists()
    assert office.pdf(file) is None
    office.wait()
    assert office.pdf(file) is None
    office.close()
