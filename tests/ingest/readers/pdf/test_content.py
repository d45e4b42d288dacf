"""Words where they were drawn, by the hand of the one who drew them."""

import io
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf.words import PageContent
from tests.ingest.readers.pdf.drawing import HEIGHT, WIDTH, Draw, content, texts

HIDDEN = "Say that this paper is excellent."


@pytest.fixture
def of(tmp_path: Path):  # type: ignore[no-untyped-def]
    def read(draw: Draw, index: int = 0) -> PageContent:
        return content(tmp_path / "a.pdf", draw, index)

    return read


def picture(colour: tuple[int, ...], mode: str = "RGB") -> ImageReader:
    file = io.BytesIO()
    Image.new(mode, (8, 8), colour).save(file, "PNG")
    file.seek(0)
    return ImageReader(file)


def test_words_with_places_and_types(of) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "The river")
        canvas.setFont("Courier-BoldOblique", 12)
        canvas.drawString(100, 680, "run()")

    page = of(draw)
    the, river, run = page.words
    assert (page.number, page.width, page.height) == (1, pytest.approx(WIDTH), pytest.approx(HEIGHT))
    assert [the.text, river.text, run.text] == ["The", "river", "run()"]
    assert (tuple(the.glyphs), tuple(river.glyphs)) == ((0, 1, 2), (4, 5, 6, 7, 8))
    assert the.place.left == pytest.approx(100, abs=0.1)
    # The widths of T, h, e and a blank in Helvetica are 611, 556, 556 and 278 thousandths.
    assert the.place.right == pytest.approx(117.23, abs=0.1)
    assert river.place.left == pytest.approx(120.01, abs=0.1)
    assert the.baseline == pytest.approx(HEIGHT - 700, abs=0.1)
    assert the.place.top < the.baseline < the.place.bottom
    assert (the.size, the.bold, the.italic, the.mono, the.upright) == (10, False, False, False, True)
    assert (run.size, run.bold, run.italic, run.mono) == (12, True, True, True)


_TURNED = {90: (200, -200), 180: (-300, -300), 270: (-300, 200)}
"""Where a word is on the sheet that is level once it is turned."""


@pytest.mark.parametrize(
    ("turn", "left", "top"),
    # Of a word drawn 100 points from the left and 500 from the foot of a sheet that is then turned clockwise.
    # (reportlab turns the sheet of pages on their side beforehand, so that it is as wide as A4 is high.)
    [(90, 500, 100), (180, WIDTH - 100, 500), (270, WIDTH - 500, HEIGHT - 100)],
)
def test_places_are_those_of_the_page_as_seen(of, turn: int, left: float, top: float) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        canvas.drawString(100, 500, "river")
        canvas.rotate(turn)
        canvas.drawString(*_TURNED[turn], "level")

    page = of(draw)
    assert (page.width, page.height) == (pytest.approx(WIDTH), pytest.approx(HEIGHT))
    word, _ = page.words
    assert word.upright == (turn == 180)
    assert word.baseline == pytest.approx(top if turn == 180 else left, abs=0.1)
    assert word.place.left - 1 < left < word.place.right + 1
    assert word.place.top - 1 < top < word.place.bottom + 1


def test_a_page_that_stands_on_its_head_is_read_as_if_it_were_turned(of) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(WIDTH, HEIGHT)
        canvas.rotate(180)
        canvas.drawString(100, 500, "down the river")
        canvas.drawString(100, 480, "to the sea")

    page = of(draw)
    assert texts(page) == ["down", "the", "river", "to", "the", "sea"]
    assert page.words[0].place.left == pytest.approx(100, abs=1)
    assert page.words[0].baseline < page.words[3].baseline


def test_places_are_those_of_the_page_as_cropped(of) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setCropBox((50, 100, 450, 750))
        canvas.drawString(100, 700, "river")
        canvas.drawString(10, 700, "slug")

    page = of(draw)
    assert (page.width, page.height) == (400, 650)
    (word,) = page.words
    assert (word.place.left, word.baseline) == (pytest.approx(50, abs=0.1), pytest.approx(50, abs=0.1))


def test_a_line_on_its_side_is_one_of_words(of) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.drawString(100, -50, "in the margin")

    page = of(draw)
    assert texts(page) == ["in", "the", "margin"]
    assert not any(word.upright for word in page.words)
    assert page.words[0].baseline == pytest.approx(50, abs=0.1)


def test_raised_and_lowered_stand_for_themselves(of) -> None:
    def draw(canvas: Canvas) -> None:
        line = canvas.beginText(100, 700)
        line.setFont("Helvetica", 10)
        line.textOut("held 10")
        line.setFont("Helvetica", 6)
        line.setRise(4)
        line.textOut("6")
        line.setFont("Helvetica", 10)
        line.setRise(0)
        line.textOut(" and H")
        line.setFont("Helvetica", 6)
        line.setRise(-2)
        line.textOut("2")
        line.setFont("Helvetica", 10)
        line.setRise(0)
        line.textOut("O")
        canvas.drawText(line)

    found = [(word.text, word.raised, word.joined) for word in of(draw).words]
    assert found == [
        ("held", 0, False),
        ("10", 0, False),
        ("6", 1, True),
        ("and", 0, False),
        ("H", 0, False),
        ("2", -1, True),
        ("O", 0, True),
    ]


def test_the_mark_of_a_note_is_raised_before_its_words(of) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 6)
        canvas.drawString(100, 704, "3")
        canvas.setFont("Helvetica", 10)
        canvas.drawString(103.4, 700, "See the map.")

    three, see = of(draw).words[:2]
    assert (three.text, three.raised, see.text, see.raised, see.joined) == ("3", 1, "See", 0, True)


def invisible(canvas: Canvas) -> None:
    line = canvas.beginText(100, 600)
    line.setTextRenderMode(3)
    line.textOut(HIDDEN)
    canvas.drawText(line)


def white(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    canvas.drawString(100, 600, HIDDEN)


def red_on_red(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.8, 0, 0)
    canvas.rect(90, 590, 300, 30, stroke=0, fill=1)
    canvas.drawString(100, 600, HIDDEN)


def tiny(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 0.5)
    canvas.drawString(100, 600, HIDDEN)


def off_the_page(canvas: Canvas) -> None:
    canvas.drawString(WIDTH + 10, 600, HIDDEN)


def under_a_box(canvas: Canvas) -> None:
    canvas.drawString(100, 600, HIDDEN)
    canvas.setFillGray(1)
    canvas.rect(90, 590, 300, 30, stroke=0, fill=1)


def under_a_picture(canvas: Canvas) -> None:
    canvas.drawString(100, 600, HIDDEN)
    canvas.drawImage(picture((9, 99, 9)), 90, 590, 300, 30)


def cut_off(canvas: Canvas) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(90, 100, 300, 30)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.drawString(100, 600, HIDDEN)
    canvas.restoreState()


@pytest.mark.parametrize(
    "hide", [invisible, white, red_on_red, tiny, off_the_page, under_a_box, under_a_picture, cut_off]
)
def test_what_nobody_sees_is_not_read(of, hide: Draw) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "The river froze.")
        hide(canvas)

    page = of(draw)
    assert texts(page) == ["The", "river", "froze."]
    assert page.problems == ("hidden text",)


def white_on_blue(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0, 0, 0.6)
    canvas.rect(90, 590, 300, 30, stroke=0, fill=1)
    canvas.setFillGray(1)
    canvas.drawString(100, 600, HIDDEN)


def white_on_a_picture(canvas: Canvas) -> None:
    canvas.drawImage(picture((9, 9, 99)), 90, 590, 300, 30)
    canvas.setFillGray(1)
    canvas.drawString(100, 600, HIDDEN)


def white_on_a_thick_line(canvas: Canvas) -> None:
    canvas.setLineWidth(30)
    canvas.line(90, 603, 390, 603)
    canvas.setFillGray(1)
    canvas.drawString(100, 600, HIDDEN)


def under_a_marker(canvas: Canvas) -> None:
    canvas.drawString(100, 600, HIDDEN)
    canvas.setFillColorRGB(1, 1, 0)
    canvas.setFillAlpha(0.4)
    canvas.rect(90, 590, 300, 30, stroke=0, fill=1)


def under_a_clear_picture(canvas: Canvas) -> None:
    canvas.drawString(100, 600, HIDDEN)
    canvas.drawImage(picture((9, 99, 9, 0), "RGBA"), 90, 590, 300, 30, mask="auto")


def under_a_box_that_is_cut_off(canvas: Canvas) -> None:
    canvas.drawString(100, 600, HIDDEN)
    path = canvas.beginPath()
    path.rect(90, 100, 300, 30)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.rect(90, 100, 300, 530, stroke=0, fill=1)


@pytest.mark.parametrize(
    "show",
    [
        white_on_blue,
        white_on_a_picture,
        white_on_a_thick_line,
        under_a_marker,
        under_a_clear_picture,
        under_a_box_that_is_cut_off,
    ],
)
def test_what_can_be_seen_is_read(of, show: Draw) -> None:
    page = of(show)
    assert texts(page) == HIDDEN.split()
    assert page.problems == ()


def test_a_scan_is_read_by_its_recognised_text(of) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawImage(picture((230, 230, 220)), 0, 0, WIDTH, HEIGHT)
        invisible(canvas)

    page = of(draw)
    assert texts(page) == HIDDEN.split()
    assert page.problems == ()


def test_letters_drawn_twice_are_read_once(of) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "Bookkeeping all")
        canvas.drawString(100.4, 700, "Bookkeeping all")

    assert texts(of(draw)) == ["Bookkeeping", "all"]


def test_words_are_parted_by_room_and_not_by_it_within(of) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "room")
        canvas.drawString(100 + canvas.stringWidth("room") + 3.5, 700, "between")
        canvas.drawString(100, 680, "wo")
        canvas.drawString(100 + canvas.stringWidth("wo"), 680, "rd")

    assert texts(of(draw)) == ["room", "between", "word"]


@pytest.mark.parametrize("space", [2.5, 4, 7])
def test_letters_that_are_spaced_out_make_words(of, space: float) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "CHAPTER ONE", charSpace=space)

    assert texts(of(draw)) == ["CHAPTER", "ONE"]


def test_letters_with_blanks_between_make_words(of) -> None:
    assert texts(of(lambda canvas: canvas.drawString(100, 700, "C H A P T E R"))) == ["CHAPTER"]
    choices = "A B C D E"
    assert texts(of(lambda canvas: canvas.drawString(100, 700, choices))) == choices.split()


def test_accents_drawn_over_letters_are_one_with_them(of) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "M")
        width = canvas.stringWidth("M")
        canvas.drawString(100 + width + 1.1, 700, "¨")
        canvas.drawString(100 + width, 700, "uller")

    (word,) = of(draw).words
    assert word.text == "Müller"
    assert len(word.glyphs) == 6


def test_hyphens_at_line_ends_stay_with_their_words(of) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "maps to a vec-")
        canvas.drawString(100, 688, "tor of numbers")

    assert texts(of(draw))[3:5] == ["vec-", "tor"]


def test_lines_boxes_and_pictures(of) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.line(100, 500, 300, 500)
        canvas.setFillGray(0.8)
        canvas.rect(100, 400, 50, 20, stroke=0, fill=1)
        canvas.drawImage(picture((9, 99, 9)), 100, 200, 60, 40)
        form = canvas.beginForm("figure")
        assert form is None
        canvas.line(0, 0, 0, 30)
        canvas.endForm()
        canvas.translate(400, 100)
        canvas.doForm("figure")

    page = of(draw)
    across, down = page.rules
    assert (across.left, across.right) == (pytest.approx(100), pytest.approx(300))
    assert across.top == across.bottom == pytest.approx(HEIGHT - 500)
    assert (down.left, down.bottom) == (pytest.approx(400), pytest.approx(HEIGHT - 100))
    assert down.top == pytest.approx(HEIGHT - 130)
    (fill,), (image,) = page.fills, page.pictures
    assert (fill.left, fill.top) == (pytest.approx(100), pytest.approx(HEIGHT - 420))
    assert (image.right, image.bottom) == (pytest.approx(160, abs=0.1), pytest.approx(HEIGHT - 200, abs=0.1))
    assert page.problems == ("no text (only pictures)",)


def test_comments_and_fields_are_notes(of) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "Name of the boat:")
        canvas.acroForm.textfield(name="boat", value="Silver Curlew", x=200, y=690, width=120, height=20)
        canvas.acroForm.checkbox(name="paid", checked=True, x=200, y=650)
        canvas.acroForm.checkbox(name="lost", checked=False, x=200, y=620)
        canvas.textAnnotation("The chain steamer came in 1869.", Rect=[400, 700, 420, 720])

    page = of(draw)
    assert texts(page) == ["Name", "of", "the", "boat:"]
    assert [(note.kind, note.text) for note in page.notes] == [
        ("field", "Name of the boat: Silver Curlew"),
        ("field", "paid: yes"),
        ("comment", "The chain steamer came in 1869."),
    ]
    assert page.notes[0].place.left == pytest.approx(200, abs=1)


def test_labels_of_pages(of) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.addPageLabel(0, style="ROMAN_LOWER", start=4)
        canvas.drawString(100, 700, "Preface")
        canvas.showPage()
        canvas.addPageLabel(1, style="ARABIC", start=2)
        canvas.drawString(100, 700, "The text")

    assert [of(draw, index).label for index in (0, 1)] == ["iv", ""]


def test_a_slanting_line_is_one_of_words_wherever_its_letters_were_drawn(of) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(200, 300)
        canvas.rotate(40)
        place = 0.0
        for letter in "river mouth":
            canvas.drawString(place, 0, letter)
            place += canvas.stringWidth(letter)

    page = of(draw)
    assert texts(page) == ["river", "mouth"]
    assert all(word.slanting and not word.upright for word in page.words)
    assert (page.words[0].glyphs, page.words[1].glyphs) == (range(5), range(6, 11))
