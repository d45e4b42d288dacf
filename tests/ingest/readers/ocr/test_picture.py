"""Pictures as they come: turned, skewed, pale, in odd colours, of many pages, broken, far too large."""

import socket
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps

from ingest.readers import kind_of
from ingest.readers.base import ReadFile
from ingest.readers.ocr import words_in
from ingest.readers.ocr.picture import PictureReader
from rag.errors import Refusal, UnreadableFile
from rag.values import Page, Spot
from tests.ingest.readers.ocr.drawing import LINES, drawn, saved

WORDS = " ".join(LINES)


def read(path: Path) -> ReadFile:
    return PictureReader().read(path, 10, lambda done, total: None)


def spot_of(page: Page, word: str) -> Spot:
    at = page.text.index(word)
    return next(spot for spot in page.spots if spot.start <= at < spot.end)


def words(page: Page) -> str:
    return " ".join(page.text.split())


def test_words_have_their_place_and_how_sure_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*args: object) -> None:
        raise AssertionError("the network is asked")

    monkeypatch.setattr(socket, "getaddrinfo", refused)
    found = read(saved(drawn(), tmp_path / "a.png"))
    (page,) = found.pages
    assert words(page) == WORDS
    assert (page.method, page.shape, found.media_type) == ("ocr", round(640 / 260, 4), "image/png")
    assert found.problems == ("1 page by OCR, no words uncertain.",)
    assert [page.text[spot.start : spot.end] for spot in page.spots] == WORDS.split()
    first, last = spot_of(page, "Light"), spot_of(page, "star.")
    assert first.left == pytest.approx(60 / 640, abs=0.02)
    assert first.top < 80 / 260 < first.bottom  # the middle of the first line
    assert last.top < 200 / 260 < last.bottom
    assert all(spot.sure > 0.9 for spot in page.spots)


@pytest.mark.parametrize(
    ("turn", "x", "y"),
    # Where the middle of "Light" (100, 78 of 640 by 260) is after so many degrees against the clock.
    [(90, 78 / 260, 540 / 640), (180, 540 / 640, 182 / 260), (270, 182 / 260, 100 / 640)],
)
def test_turned_pictures_are_read_and_marked_as_they_are(
    tmp_path: Path, turn: int, x: float, y: float
) -> None:
    (page,) = read(saved(drawn().rotate(turn, expand=True), tmp_path / "a.png")).pages
    assert words(page) == WORDS
    spot = spot_of(page, "Light")
    assert spot.left < x < spot.right
    assert spot.top < y < spot.bottom


def test_a_skewed_picture_is_read_line_by_line(tmp_path: Path) -> None:
    (page,) = read(saved(drawn().rotate(5, expand=True, fillcolor=255), tmp_path / "a.png")).pages
    assert words(page) == WORDS
    # Against the clock: the right of a line is higher than its left.
    assert spot_of(page, "energy.").bottom < spot_of(page, "Light").bottom


def test_the_orientation_that_a_camera_notes_is_kept(tmp_path: Path) -> None:
    noted = Image.Exif()
    noted[0x0112] = 6  # shown a quarter turn clockwise
    path = saved(drawn().rotate(90, expand=True), tmp_path / "a.jpg", exif=noted)
    (page,) = read(path).pages
    assert words(page) == WORDS
    assert spot_of(page, "Light").top < 80 / 260 < spot_of(page, "Light").bottom


def see_through() -> Image.Image:
    clear = Image.new("RGBA", drawn().size, (0, 0, 0, 0))
    clear.putalpha(ImageOps.invert(drawn()))
    return clear


@pytest.mark.parametrize(
    ("picture", "name"),
    [
        (drawn(ink=255, paper=0), "negative.png"),
        (drawn(ink=66, paper=54), "dark.png"),
        (see_through(), "clear.png"),
        (drawn().convert("CMYK"), "print.jpg"),
        (drawn().convert("1"), "bit.tif"),
        (Image.fromarray(np.asarray(drawn()).astype(np.uint16) * 16), "deep.png"),
        (drawn().convert("P"), "few.gif"),
        (drawn(), "a.webp"),
        (drawn(), "a.bmp"),
    ],
)
def test_colours_and_formats(tmp_path: Path, picture: Image.Image, name: str) -> None:
    path = saved(picture, tmp_path / name)
    assert kind_of(path).label == "pictures"
    assert words(read(path).pages[0]) == WORDS


def test_each_page_of_a_tiff_is_a_page(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    path = saved(
        drawn(LINES[:1]),
        tmp_path / "a.tif",
        save_all=True,
        append_images=[drawn(LINES[1:2]), drawn(LINES[2:])],
    )
    found = PictureReader().read(path, 2, lambda done, total: told.append((done, total)))
    assert [words(page) for page in found.pages] == list(LINES[:2])
    assert told == [(1, 2), (2, 2)]
    assert any(line.startswith("Only the first 2 of 3 pages") for line in found.problems)


@pytest.mark.parametrize(
    ("content", "refusal", "said"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"junk" * 50, Refusal.DAMAGED, "The picture is damaged"),
        (b"\xff\xd8\xff\xe0", Refusal.DAMAGED, "The picture is damaged"),
        (b"II*\x00\xff\xff\xff\xff", Refusal.DAMAGED, "The picture is damaged"),
        (b"GIF89a", Refusal.DAMAGED, "The picture is damaged"),
    ],
)
def test_damaged_pictures(tmp_path: Path, content: bytes, refusal: Refusal, said: str) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=said) as raised:
        read(path)
    assert raised.value.refusal is refusal


def test_half_a_picture_is_damaged(tmp_path: Path) -> None:
    path = saved(drawn(), tmp_path / "a.png")
    path.write_bytes(path.read_bytes()[:1500])
    with pytest.raises(UnreadableFile, match="cannot be decoded"):
        read(path)


def test_a_huge_picture_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    path = saved(Image.new("1", (10_001, 10_000)), tmp_path / "a.png")
    with pytest.raises(UnreadableFile, match="The picture has 100 megapixels") as raised:
        read(path)
    assert raised.value.refusal is Refusal.REFUSED
    with pytest.raises(UnreadableFile, match="more than 200 megapixels"):
        read(saved(Image.new("1", (20_001, 10_000)), tmp_path / "b.png"))


@pytest.mark.parametrize("size", [(300, 200), (1, 1), (900, 2)])
def test_a_picture_without_words_says_so(tmp_path: Path, size: tuple[int, int]) -> None:
    with pytest.raises(UnreadableFile, match="No words can be read in this picture") as raised:
        read(saved(Image.new("L", size, 200), tmp_path / "a.png"))
    assert raised.value.refusal is Refusal.EMPTY


def test_nothing_is_seen_into_noise(tmp_path: Path) -> None:
    for name, low, high in (("dark", 0, 5), ("loud", 0, 255)):
        noise = np.random.default_rng(1).integers(low, high, (300, 400), dtype=np.uint8)
        with pytest.raises(UnreadableFile, match="No words can be read"):
            read(saved(Image.fromarray(noise), tmp_path / f"{name}.png"))


def test_words_in_a_picture_of_a_document(tmp_path: Path) -> None:
    path = saved(drawn(), tmp_path / "a.png")
    lines = words_in(path.read_bytes())
    assert [line.text for line in lines] == list(LINES)
    left, top, right, bottom = lines[1].box
    assert left == pytest.approx(60 / 640, abs=0.02)
    assert top < 138 / 260 < bottom
    assert 0.3 < right < 1
    with pytest.raises(UnreadableFile):
        words_in(b"no picture")
