"""PDFs made for a test, and what is read of their first page."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf.content import page_content
from ingest.readers.pdf.words import PageContent

Draw = Callable[[Canvas], None]
WIDTH, HEIGHT = A4


def make(path: Path, draw: Draw) -> Path:
    """A file as `draw` draws it, in 10-point Helvetica where it says nothing else."""
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica", 10)
    draw(canvas)
    canvas.save()
    return path


def content(path: Path, draw: Draw, index: int = 0) -> PageContent:
    """A page of such a file."""
    document = pypdfium2.PdfDocument(make(path, draw))
    if document.get_formtype():
        document.init_forms()
    return page_content(document, index)


def texts(page: PageContent) -> list[str]:
    return [word.text for word in page.words]
