"""Picture files as pages: upright, on white, the page that is meant, and refused in plain words."""

from pathlib import Path

import pytest
from PIL import Image

from rag.errors import UnreadableFile
from rag.pages.drawing import render
from rag.pages.page_image import Marks
from rag.pages.photos import is_picture, photo
from rag.values import Spot

RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)


def halves(mode: str = "RGB") -> Image.Image:
    """40 by 20 points: the left half red, the right half blue."""
    picture = Image.new(mode, (40, 20), RED)
    picture.paste(BLUE, (20, 0, 40, 20))
    return picture


def near(colour: object, wanted: tuple[int, int, int]) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(a - b) < 40 for a, b in zip(colour, wanted, strict=True))


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.tiff", "a.webp"])
def test_each_format_is_drawn_as_wide_as_wanted(tmp_path: Path, name: str) -> None:
    halves().save(tmp_path / name)
    assert is_picture(tmp_path / name)
    drawn = photo(tmp_path / name, 1, 80)
    assert drawn.size == (80, 40)
    assert near(drawn.getpixel((8, 8)), RED) and near(drawn.getpixel((72, 8)), BLUE)


def test_a_photo_is_turned_as_the_camera_says(tmp_path: Path) -> None:
    turned = Image.Exif()
    turned[0x0112] = 6  # what is on its left was above
    halves().save(tmp_path / "a.jpg", exif=turned, quality=95)
    drawn = photo(tmp_path / "a.jpg", 1, 20)
    assert drawn.size == (20, 40)
    assert near(drawn.getpixel((10, 4)), RED) and near(drawn.getpixel((10, 36)), BLUE)


def test_each_page_of_a_tiff_is_a_page(tmp_path: Path) -> None:
    pages = [Image.new("RGB", (10, 10), colour) for colour in (RED, BLUE)]
    pages[0].save(tmp_path / "a.tif", save_all=True, append_images=pages[1:])
    assert photo(tmp_path / "a.tif", 2, 10).getpixel((5, 5)) == BLUE
    with pytest.raises(UnreadableFile, match="no page 3"):
        photo(tmp_path / "a.tif", 3, 10)


def test_what_is_transparent_is_white_and_sixteen_bits_are_eight(tmp_path: Path) -> None:
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(tmp_path / "a.png")
    assert photo(tmp_path / "a.png", 1, 10).getpixel((5, 5)) == WHITE
    Image.new("I;16", (10, 10), 32768).save(tmp_path / "b.png")
    assert near(photo(tmp_path / "b.png", 1, 10).getpixel((5, 5)), (128, 128, 128))


@pytest.mark.parametrize("bytes_", [b"", b"\x89PNG\r\n\x1a\n torn", b"\xff\xd8\xff\xe0 torn", b"II*\0 torn"])
def test_a_torn_picture_says_so(tmp_path: Path, bytes_: bytes) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(bytes_)
    with pytest.raises(UnreadableFile, match="cannot be shown"):
        photo(path, 1, 10)


def test_a_picture_is_told_by_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"%PDF-1.4")
    assert not is_picture(path)
    assert not is_picture(tmp_path / "none.png")


def test_the_words_of_a_picture_are_marked_where_they_stand(tmp_path: Path) -> None:
    Image.new("RGB", (100, 100), WHITE).save(tmp_path / "a.png")
    text = "one two\nthree"
    spots = (Spot(0, 3, 0.1, 0.1, 0.2, 0.2), Spot(4, 7, 0.22, 0.1, 0.3, 0.2), Spot(8, 13, 0.1, 0.3, 0.5, 0.4))
    image = render(tmp_path / "a.png", 1, text, Marks((4, 13), spots=spots), 100)
    assert [(box.left, box.top, box.right, box.bottom) for box in image.boxes] == [
        (0.22, 0.1, 0.3, 0.2),
        (0.1, 0.3, 0.5, 0.4),
    ]
    joined = render(tmp_path / "a.png", 1, text, Marks((0, 7), spots=spots), 100)
    assert [(box.left, box.right) for box in joined.boxes] == [(0.1, 0.3)]
    assert render(tmp_path / "a.png", 1, text, Marks((0, 3)), 100).boxes == ()
