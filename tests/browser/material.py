"""Course material made for the browser tests, about things that no model has read of."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

_COURSE = {
    "zanthor.pdf": [
        [
            "The comet Zanthor",
            "Zanthor is a comet that was discovered by Mirela Okonkwo in 1987.",
            "It was seen from an observatory on the island of Tavira.",
            "Zanthor passes the sun every 41 years.",
        ],
        [
            "What Zanthor is made of",
            "The core of Zanthor is made of ice, dust and a metal called veldrin.",
            "Its tail is four million kilometres long.",
        ],
    ],
    "plover.pdf": [
        [
            "The plover engine",
            "A plover engine is a machine that turns the swell of the sea into pressed air.",
            "The first plover engine was built in Harwick in 1902.",
            "A plover engine weighs three tonnes.",
        ]
    ],
}


def write_course(folder: Path) -> Path:
    """Two PDFs, three pages."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, pages in _COURSE.items():
        write_pdf(folder / name, pages)
    return folder


def write_pdf(path: Path, pages: Sequence[Sequence[str]]) -> Path:
    """A PDF with the given lines on each page; the first line of a page is its heading."""
    canvas = Canvas(str(path), pagesize=A4)
    for page in pages:
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(72, 760, page[0] if page else "")
        canvas.setFont("Helvetica", 12)
        for index, line in enumerate(page[1:]):
            canvas.drawString(72, 720 - 22 * index, line)
        canvas.showPage()
    canvas.save()
    return path
