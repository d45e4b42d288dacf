"""A PDF as LibreOffice might make one."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

PAGES = (
    ("Comets", "A comet is a body of ice."),
    ("Found by", "It was found by Mirela in 1987.", "Her brother built the clock."),
    ("Comets", "A comet is a body of ice, too.", "This slide is hidden."),
)


def write_pdf(path: Path, pages: Sequence[Sequence[str]]) -> Path:
    """One page each, its lines one below the other."""
    canvas = Canvas(str(path), pagesize=(720, 405))
    for lines in pages:
        for number, line in enumerate(lines):
            canvas.drawString(72, 330 - 40 * number, line)
        canvas.showPage()
    canvas.save()
    return path
