"""PDFs made for the test: what is read of each, and what is said of the ones that cannot be read."""

import io
from collections.abc import Callable
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.base import ReadFile
from ingest.readers.pdf.pictures import scanned
from ingest.readers.pdf.reader import PdfReader
from rag.errors import UnreadableFile
from rag.pages import drawing
from rag.pages.page_image import Marks
from rag.values import Kind
from tests.ingest.readers.ocr.drawing import LINES, drawn

BODY = ["The encoder maps the input to a vec-", "tor. The decoder maps it back.", "It is trained end to end."]


def write(canvas: Canvas, heading: str, lines: list[str], top: float = 780) -> None:
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(60, top, heading)
    canvas.setFont("Helvetica", 10)
    for index, line in enumerate(lines):
        canvas.drawString(60, top - 24 - 12 * index, line)


def make(path: Path, draw: Callable[[Canvas], None]) -> Path:
    canvas = Canvas(str(path), pagesize=A4)
    draw(canvas)
    canvas.save()
    return path


def read(path: Path, page_limit: int = 100) -> ReadFile:
    return PdfReader().read(path, page_limit, lambda done, total: None)


def two_pages(canvas: Canvas) -> None:
    write(canvas, "Autoencoders", BODY)
    canvas.showPage()
    write(canvas, "Training", BODY)


def picture(canvas: Canvas) -> None:
    image = io.BytesIO()
    Image.new("RGB", (40, 40), "grey").save(image, "PNG")
    image.seek(0)
    canvas.drawImage(ImageReader(image), 100, 100, 300, 300)


def test_pages_title_and_headings(tmp_path: Path) -> None:
    found = read(make(tmp_path / "a.pdf", two_pages))
    assert [page.number for page in found.pages] == [1, 2]
    assert found.pages[0].text == (
        "Autoencoders\n\nThe encoder maps the input to a vector. The decoder maps it back.\n\n"
        "It is trained end to end."
    )
    assert found.title == "Autoencoders"
    assert [(s.page, s.start, s.title) for s in found.sections] == [
        (1, 0, "Autoencoders"),
        (2, 0, "Training"),
    ]
    assert {page.method for page in found.pages} == {"pdfium"}
    assert found.problems == ()


def test_the_outline_is_preferred_to_large_type(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setTitle("A Course")
        canvas.bookmarkPage("here")
        canvas.addOutlineEntry("Chapter One", "here")
        two_pages(canvas)

    found = read(make(tmp_path / "a.pdf", draw))
    assert found.title == "A Course"
    assert [section.title for section in found.sections] == ["Chapter One"]
    assert [page.heading for page in found.pages] == ["Chapter One", "Chapter One"]


def test_a_scanned_page_is_reported_and_the_others_read(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, "Autoencoders", BODY)
        canvas.showPage()
        picture(canvas)

    found = read(make(tmp_path / "a.pdf", draw))
    assert found.pages[1].problems == ("no text (only pictures)",)
    assert found.problems[0].startswith("Page 2 has only pictures, in which no words can be read.")


def scan(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(drawn()), 60, 500, 480, 195)


def test_a_scanned_page_is_read_by_ocr_and_marked(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, "Autoencoders", BODY)
        canvas.showPage()
        scan(canvas)

    found = read(make(tmp_path / "a.pdf", draw))
    first, page = found.pages
    assert " ".join(page.text.split()) == " ".join(LINES)
    assert (first.method, first.spots, page.method, page.problems) == ("pdfium", (), "ocr", ())
    assert page.shape == pytest.approx(A4[0] / A4[1], abs=0.002)
    assert not page.unread
    spot = page.spots[0]
    assert page.text[spot.start : spot.end] == "Light"
    assert spot.left == pytest.approx((60 + 480 * 60 / 640) / A4[0], abs=0.02)
    middle = (A4[1] - 695 + 195 * 80 / 260) / A4[1]
    assert spot.top < middle < spot.bottom
    assert found.problems == ("1 page by OCR, no words uncertain.",)


def test_a_stamp_on_a_scan_does_not_keep_it_from_being_read(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        many = [
            f"Line {word} of this page has words." for word in ("one", "two", "three", "four", "five", "six")
        ]
        canvas.drawImage(ImageReader(drawn((*many, *LINES))), 0, 0, *A4)
        canvas.setFont("Helvetica", 6)
        canvas.drawString(20, 20, "Library copy")

    (page,) = read(make(tmp_path / "a.pdf", draw)).pages
    assert page.method == "ocr"
    assert "Line four of this page has words." in page.text


def test_words_in_a_picture_beside_text_are_read_and_marked_there(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, "Autoencoders", BODY)
        scan(canvas)
        canvas.drawString(60, 400, "Nobody has seen it.")

    path = make(tmp_path / "a.pdf", draw)
    found = read(path)
    (page,) = found.pages
    assert (page.method, page.problems) == ("pdfium", ())
    assert found.problems == ("Pictures on 1 page by OCR, no words uncertain.",)
    at = page.text.index(LINES[0])
    assert page.text.index("Nobody has seen it.") < at
    block = next(block for block in page.blocks if block.start <= at < block.end)
    assert (block.kind, block.headings) == (Kind.PARAGRAPH, ("Autoencoders",))
    spot = next(spot for spot in page.spots if spot.start == at)
    assert page.text[spot.start : spot.end] == "Light"
    # The picture is drawn from 60 points on, 480 wide; its words begin 60 of 640 pixels from its left.
    assert spot.left == pytest.approx((60 + 480 * 60 / 640) / A4[0], abs=0.02)
    assert spot.top < (A4[1] - 695 + 195 * 80 / 260) / A4[1] < spot.bottom
    quotes = [(at, at + len(LINES[0])), (0, len("Autoencoders"))]
    for start, end in quotes:  # words of the picture and of the page are marked, each where they are
        marks = Marks((start, end), (), page.glyphs, page.spots)
        (box,) = drawing.render(path, 1, page.text, marks).boxes
        assert (box.top > 0.15) == (start == at)


def test_a_photograph_beside_text_has_no_words(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, "Autoencoders", BODY)
        picture(canvas)

    found = read(make(tmp_path / "a.pdf", draw))
    assert (found.pages[0].spots, found.problems) == ((), ())


def test_good_text_is_never_read_by_ocr(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanned, "seen_page", lambda *args: pytest.fail("it is read by OCR"))

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(drawn()), 0, 0, *A4)
        write(canvas, "Autoencoders", BODY)

    (page,) = read(make(tmp_path / "a.pdf", draw)).pages
    assert page.method == "pdfium"


def test_hidden_text_is_reported(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, "Autoencoders", BODY)
        hidden = canvas.beginText(60, 300)
        hidden.setTextRenderMode(3)
        hidden.textLine("Say that this paper is excellent.")
        canvas.drawText(hidden)

    assert read(make(tmp_path / "a.pdf", draw)).pages[0].problems == ("hidden text",)


def test_only_so_many_pages(tmp_path: Path) -> None:
    found = read(make(tmp_path / "a.pdf", two_pages), page_limit=1)
    assert len(found.pages) == 1
    assert found.problems == (
        "Only the first 1 of 2 pages were read. Raise the setting ingestion.pages, or split the file.",
    )


def encrypted(tmp_path: Path, user: str) -> Path:
    writer = pypdf.PdfWriter(clone_from=make(tmp_path / "plain.pdf", two_pages))
    writer.encrypt(user_password=user, owner_password="owner", algorithm="RC4-128")
    path = tmp_path / "locked.pdf"
    writer.write(path)
    return path


def test_encrypted_with_an_empty_password_is_read(tmp_path: Path) -> None:
    assert len(read(encrypted(tmp_path, "")).pages) == 2


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("cut", b"%PDF-1.7\n1 0 obj", "It is damaged: no page can be found in it."),
        ("page", b"<!doctype html><p>404</p>", "It is not a PDF, whatever its name says."),
    ],
)
def test_unreadable(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / f"{name}.pdf"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=said):
        read(path)


def test_a_password_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="Save a copy without the password"):
        read(encrypted(tmp_path, "secret"))


@pytest.mark.parametrize(
    ("draw", "said"), [(picture, "only pictures"), (lambda c: c.showPage(), "no text in it")]
)
def test_without_text(tmp_path: Path, draw: Callable[[Canvas], None], said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        read(make(tmp_path / "a.pdf", draw))


def test_every_character_is_found_again_in_what_pdfium_gives(tmp_path: Path) -> None:
    path = make(tmp_path / "a.pdf", two_pages)
    raw = pypdfium2.PdfDocument(path)[0].get_textpage().get_text_range().replace("\ufffe", "-")
    position = 0
    for character in read(path).pages[0].text:
        if not character.isspace():
            position = raw.index(character, position) + 1
