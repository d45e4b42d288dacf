"""Words that are put away come back as they were, and so nothing is read otherwise."""

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf import reader
from ingest.readers.pdf.layout.kept import KeptWords
from ingest.readers.pdf.words import Area, PrintedWord
from tests.ingest.readers.pdf.drawing import make

WORDS = (
    PrintedWord("The", Area(1.0, 2.0, 3.5, 4.0), 3.75, 10.0, range(0, 3)),
    PrintedWord("ﬁne", Area(4.0, 2.0, 5.0, 4.0), 3.75, 10.0, (4, 4, 5), bold=True, joined=True),
    PrintedWord("", Area(5.0, 2.0, 5.0, 4.0), 3.75, 10.0, ()),
    PrintedWord("2", Area(5.0, 1.0, 6.0, 2.0), 1.75, 6.0, (-1,), italic=True, mono=True, raised=1),
    PrintedWord(
        "x", Area(0.1, 0.2, 0.3, 0.4), 0.5, 7.0, range(9, 10), raised=-1, upright=False, slanting=True
    ),
)


def test_words_come_back_as_they_were() -> None:
    kept = KeptWords(WORDS)
    assert tuple(kept) == WORDS == tuple(kept)
    assert (len(kept), kept[1], kept[-1], kept[3:]) == (5, WORDS[1], WORDS[4], WORDS[3:])
    assert not KeptWords(()) and tuple(KeptWords(())) == ()


def test_more_numbers_than_a_byte_counts() -> None:
    words = [
        PrintedWord("a", Area(n, n + 0.5, n + 1, n + 2), n + 0.75, 10.0, range(n, n + 1)) for n in range(400)
    ]
    assert list(KeptWords(words)) == words


def test_a_long_document_is_read_as_a_short_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def draw(canvas: Canvas) -> None:
        for page in range(4):
            canvas.setFont("Helvetica-Bold", 14)
            canvas.drawString(72, 760, f"{page + 1} Rivers")
            canvas.setFont("Helvetica", 10)
            canvas.drawString(72, 730, "• The river is long and it")
            canvas.drawString(80, 718, "goes on to the sea.")
            for row, cells in enumerate((("Name", "Length"), ("Elbe", "1094 km"), ("Main", "525 km"))):
                canvas.line(72, 690 - 14 * row, 300, 690 - 14 * row)
                for column, cell in enumerate(cells):
                    canvas.drawString(75 + 110 * column, 680 - 14 * row, cell)
            canvas.drawString(72, 600, "It ends in the sea, and what comes af-")
            canvas.drawCentredString(300, 20, str(page + 1))
            canvas.saveState()
            canvas.rotate(90)
            canvas.drawString(300, -20, "A margin")
            canvas.restoreState()
            canvas.showPage()

    path = make(tmp_path / "a.pdf", draw)
    short = reader.PdfReader().read(path, 10, lambda done, total: None)
    monkeypatch.setattr(reader, "_LONG", 0)
    assert reader.PdfReader().read(path, 10, lambda done, total: None) == short
    assert any(block.cells for page in short.pages for block in page.blocks)
