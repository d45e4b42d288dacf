"""The marked words lie where the words are."""

import io
import random
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf.reader import PdfReader
from rag.errors import UnreadableFile
from rag.language.sentences import spans
from rag.pages import drawing, rendering
from rag.pages.boxes import Box
from rag.pages.matching import letters
from rag.pages.page_image import Marks

_LINES = ("A generator makes samples.", "A discriminator judges them.", "Both learn together.")


@pytest.fixture
def handout(tmp_path: Path) -> Path:
    """Two pages; the second has three lines of 12-point text, 72 points from the left, from y = 700 down."""
    path = tmp_path / "handout.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.drawString(72, 700, "The first page.")
    canvas.showPage()
    for index, line in enumerate(_LINES):
        canvas.drawString(72, 700 - 20 * index, line)
    canvas.showPage()
    canvas.save()
    return path


def test_the_box_of_a_line_is_where_it_was_drawn(handout: Path) -> None:
    text = "\n".join(_LINES)
    start = text.index("A discriminator")
    (box,) = rendering.locate(handout, 2, text, [(start, start + len(_LINES[1]))])
    width, height = A4
    assert box.left == pytest.approx(72 / width, abs=0.005)
    assert box.top < 1 - 680 / height < box.bottom  # the baseline lies in the box
    assert box.bottom - box.top < 20 / height  # and not its neighbours


def test_a_quote_over_two_lines_has_two_boxes(handout: Path) -> None:
    text = "\n".join(_LINES)
    assert len(rendering.locate(handout, 2, text, [(2, text.index("judges"))])) == 2


def test_what_a_form_field_or_a_comment_says_is_marked_where_that_is(tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.drawString(72, 700, "Boat hire")
    canvas.acroForm.textfield(name="boat", value="Silver Curlew", x=200, y=600, width=120, height=20)
    canvas.textAnnotation("She leaks a little.", Rect=[400, 500, 420, 520])
    canvas.save()
    (page,) = PdfReader().read(path, 1, lambda done, total: None).pages
    assert page.text == "Boat hire\n\nboat: Silver Curlew\n\nShe leaks a little."
    width, height = A4
    for words, left, bottom in (("boat: Silver Curlew", 200, 600), ("leaks a little", 400, 500)):
        start = page.text.index(words)
        (box,) = rendering.locate(path, 1, page.text, [(start, start + len(words))], page.glyphs)
        assert box.left == pytest.approx(left / width, abs=0.01)
        assert box.bottom == pytest.approx(1 - bottom / height, abs=0.01)


def test_words_that_are_not_on_the_page_are_not_marked(handout: Path) -> None:
    text = "Quite another text, read by other means."
    assert rendering.locate(handout, 2, text, [(0, len(text))]) == ()
    assert drawing.render(handout, 2, text, Marks((0, len(text)))).boxes == ()


def test_with_glyphs_the_places_are_those_of_the_glyphs(handout: Path) -> None:
    """Whatever the text says: here the third line of the page is the first of the text, in capitals."""
    text = f"{_LINES[2].upper()} {_LINES[0]}"
    first, third = (0, len(_LINES[0])), (len(text) - len(_LINES[0]), len(text))
    # Each line of the page ends with two characters that PDFium adds.
    index = len(_LINES[0]) + 2 + len(_LINES[1]) + 2
    runs = ((0, len(_LINES[2]), index), (third[0], len(_LINES[0]), 0))
    below, above = rendering.locate(handout, 2, text, [(0, len(_LINES[2])), third], runs)
    assert below.top < 1 - 660 / A4[1] < below.bottom
    assert above.top < 1 - 700 / A4[1] < above.bottom
    (both,) = rendering.locate(handout, 2, text, [(0, 4)], runs)
    assert both.right < below.right and both.left == below.left
    assert rendering.locate(handout, 2, text, [first], ((40, 5, 0),)) == ()
    assert rendering.locate(handout, 2, text, [first], ((0, 9, 9_999),)) == ()


def test_what_is_read_of_a_page_is_marked_exactly(tmp_path: Path) -> None:
    path = tmp_path / "twice.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for y in (700, 500):
        canvas.drawString(72, y, "The same words stand here.")
        canvas.drawString(72, y - 100, f"They are {'first' if y == 700 else 'second'}.")
    canvas.save()
    (page,) = PdfReader().read(path, 1, lambda done, of: None).pages
    start = page.text.rindex("The same words")
    (box,) = rendering.locate(path, 1, page.text, [(start, start + 14)], page.glyphs)
    assert box.top < 1 - 500 / A4[1] < box.bottom


def test_marked_words_are_coloured_and_nothing_else(handout: Path) -> None:
    text = "\n".join(_LINES)
    marked = drawing.render(handout, 2, text, Marks((0, 25), ((2, 11),)), width=600)
    plain = drawing.render(handout, 2, text, None, width=600)
    assert (marked.width, marked.height) == (plain.width, plain.height) == (600, 849)
    with Image.open(io.BytesIO(marked.png)) as picture:
        (box,) = marked.boxes
        inside = round((box.right * 600) - 3), round((box.top + box.bottom) / 2 * 849)
        colours = Counter(picture.convert("RGB").get_flattened_data())
        assert colours[(255, 240, 160)] > 100 and colours[(255, 205 * 240 // 255, 80 * 160 // 255)] > 100
        assert picture.getpixel(inside) != (255, 255, 255)
        assert picture.getpixel((590, 10)) == (255, 255, 255)


def test_a_rotated_page(tmp_path: Path) -> None:
    path = tmp_path / "rotated.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setPageRotation(90)
    canvas.drawString(72, 700, _LINES[0])
    canvas.save()
    (box,) = rendering.locate(path, 1, _LINES[0], [(0, len(_LINES[0]))])
    assert box.bottom - box.top > box.right - box.left  # the line runs from top to bottom
    assert box.right > 0.8  # what was near the top is now near the right edge


def test_files_and_pages_that_cannot_be_shown(tmp_path: Path, handout: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 and then nothing")
    with pytest.raises(UnreadableFile, match="add the file again"):
        drawing.render(broken, 1, "", None)
    with pytest.raises(UnreadableFile, match=r"Page 9 of handout\.pdf"):
        drawing.render(handout, 9, "", None)


@pytest.mark.data
def test_boxes_cover_two_hundred_sentences_of_papers_and_nothing_else(data: Path) -> None:
    """For each sentence, the characters whose middle lies in a box are those of the sentence."""
    reader = PdfReader()
    chance = random.Random(5)
    papers = sorted((data / "aragog" / "pdfs").glob("*.pdf"))
    stored = {path: reader.read(path, 40, lambda done, of: None).pages for path in papers}
    right = wanted_in_all = marked_in_all = 0
    for _ in range(200):
        path, page, (start, end) = _any_sentence(chance, stored)
        boxes = rendering.locate(path, page.number, page.text, [(start, end)], page.glyphs)
        marked, wanted = _marked(path, page.number, boxes), _letters(page.text[start:end])
        right += sum((marked & wanted).values())
        wanted_in_all += sum(wanted.values())
        marked_in_all += sum(marked.values())
    assert right / wanted_in_all >= 0.98
    assert right / marked_in_all >= 0.98


def _any_sentence(chance, stored):  # type: ignore[no-untyped-def]
    while True:
        path = chance.choice(list(stored))
        page = chance.choice(stored[path])
        sentences = [span for span in spans(page.text) if span[1] - span[0] > 20]
        if sentences:
            return path, page, chance.choice(sentences)


def _marked(path: Path, number: int, boxes: tuple[Box, ...]) -> Counter[str]:
    inside: Counter[str] = Counter()
    for glyph in rendering.glyphs(path, number):
        if glyph.box is not None:
            x, y = (glyph.box.left + glyph.box.right) / 2, (glyph.box.top + glyph.box.bottom) / 2
            if any(b.left <= x <= b.right and b.top <= y <= b.bottom for b in boxes):
                inside += _letters(glyph.character)
    return inside


def _letters(text: str) -> Counter[str]:
    return Counter(letter for character in text for letter in letters(character))


def test_a_picture_is_cut_around_a_quote_with_no_marks(handout: Path) -> None:
    text = "\n".join(_LINES)
    start = text.index("A discriminator")
    quote = start, start + len(_LINES[1])
    cut = drawing.render(handout, 2, text, Marks(quote, cut=True), 1000)
    with Image.open(io.BytesIO(cut.png)) as part:
        assert part.size == (cut.width, cut.height)
        red, green, blue = part.convert("RGB").split()
        assert red.tobytes() == green.tobytes() == blue.tobytes()
        assert part.convert("L").getextrema()[0] < 100  # its letters
    # 12-point Helvetica: about 146 of 595 points wide, and 10 pixels at each side; less than two of its lines high.
    assert cut.width == pytest.approx(146 / 595 * 1000 + 20, abs=10)
    assert 12 / 595 * 1000 < cut.height < 24 / 595 * 1000


def test_nothing_is_cut_around_words_that_are_not_there(handout: Path) -> None:
    with pytest.raises(UnreadableFile, match="could not be found"):
        drawing.render(handout, 2, "QXZ WVK", Marks((0, 7), cut=True), 900)
