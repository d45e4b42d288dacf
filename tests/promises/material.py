"""The files that the promises are kept on: good ones, whose words are known, and bad ones."""

import io
import shutil
from pathlib import Path

from PIL import Image
from pypdf import PdfReader, PdfWriter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.browser.material import write_course, write_pdf

ROOT = Path(__file__).parents[2]
LECTURE = ROOT / "samples" / "course" / "02-gans.pdf"
CHAPTERS = 350

# File name -> words of the reason why it was not read.
BAD = {
    "locked.pdf": "password",
    "nothing.pdf": "empty",
    "page.pdf": "not a PDF",
    "scan.pdf": "no words can be read",
    "torn.pdf": "damaged",
}


def write_library(folder: Path) -> Path:
    """A small course, a lecture of the sample course, a book of 350 chapters and the bad files."""
    write_course(folder)
    shutil.copy(LECTURE, folder)
    write_book(folder / "book.pdf")
    write_bad(folder)
    return folder


def write_book(path: Path) -> Path:
    """350 chapters of a page, each with a secret number of its own."""
    chapters = range(1, CHAPTERS + 1)
    return write_pdf(
        path, [[f"Chapter {n}", f"The secret number of chapter {n} is {secret(n)}."] for n in chapters]
    )


def secret(chapter: int) -> int:
    """A number of four digits, another one for each of the 350 chapters."""
    return 1000 + 7 * chapter


def write_bad(folder: Path) -> list[Path]:
    """The files of BAD."""
    good = write_pdf(folder / "locked.pdf", [["Locked", "Nobody may read this."]])
    writer = PdfWriter(clone_from=PdfReader(good))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(good)
    (folder / "nothing.pdf").write_bytes(b"")
    (folder / "page.pdf").write_bytes(b"<!doctype html><title>404</title><p>Not found</p>")
    (folder / "torn.pdf").write_bytes(b"%PDF-1.4 and then nothing")
    _write_scan(folder / "scan.pdf")
    return [folder / name for name in BAD]


def _write_scan(path: Path) -> None:
    """A page that is one picture, in which there is nothing to recognise either."""
    picture = io.BytesIO()
    Image.radial_gradient("L").save(picture, "PNG")
    canvas = Canvas(str(path))
    canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
    canvas.save()
