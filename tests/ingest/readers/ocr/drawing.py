"""Pictures of words, drawn for the tests."""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

LINES = ("Light becomes energy.", "Plants need water.", "The sun is a star.")


def drawn(lines: tuple[str, ...] = LINES, size: int = 30, ink: int = 0, paper: int = 255) -> Image.Image:
    """Lines one below the other, the first 60 pixels from the top, each twice the size below the last."""
    picture = Image.new("L", (640, 80 + 2 * size * len(lines)), paper)
    pen = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        pen.text((60, 60 + 2 * size * number), line, font=ImageFont.load_default(size), fill=ink)
    return picture


def saved(picture: Image.Image, path: Path, **how: object) -> Path:
    picture.save(path, **how)
    return path
