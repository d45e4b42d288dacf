"""A picture file as a page: upright, on white, no larger than it is looked at.

What a file does to Pillow is not to be foreseen: a server draws by `rag.pages.pictures`, where this runs in a child
process with limits.
"""

import warnings
from pathlib import Path

from PIL import Image, ImageOps

from rag.errors import UnreadableFile

_FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF")
_PIXELS = 200_000_000  # of a picture that is opened at all
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, OverflowError, TypeError, Image.DecompressionBombError)


def is_picture(path: Path) -> bool:
    """Whether the bytes are those of a picture that can be drawn."""
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError:
        return False
    return head.startswith(
        (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+", b"BM", b"GIF8")
    ) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP")


def photo(path: Path, number: int, width: int) -> Image.Image:
    """Page `number` (1-based) of the picture, as its camera held it, `width` pixels wide.

    Raises UnreadableFile where Pillow cannot open it.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path, formats=_FORMATS) as opened:
                return _drawn(opened, number, width)
    except _BROKEN as error:
        raise UnreadableFile(
            f"The picture cannot be shown ({error}). Its words are still in the library; add the file again to see it."
        ) from error


def _drawn(opened: Image.Image, number: int, width: int) -> Image.Image:
    if opened.width * opened.height > _PIXELS:
        raise ValueError(f"it has {opened.width} by {opened.height} points, which is too large")
    if number > getattr(opened, "n_frames", 1):
        raise ValueError(f"it has no page {number}")
    if number > 1:
        opened.seek(number - 1)
    else:
        opened.draft("RGB", (2 * width, 2 * width))  # JPEG: decoded no larger than is needed
    upright = _upright(opened)
    scale = min(width / upright.width, 4 * width / upright.height)
    size = max(1, round(upright.width * scale)), max(1, round(upright.height * scale))
    return _on_white(upright).resize(size, Image.Resampling.LANCZOS)


def _upright(frame: Image.Image) -> Image.Image:
    turned = ImageOps.exif_transpose(frame)
    return frame if turned is None else turned


def _on_white(picture: Image.Image) -> Image.Image:
    """In colours; what is transparent is white, what has 16 bits a point keeps its upper ones."""
    if picture.mode.startswith(("I", "F")):
        low, high = picture.getextrema()
        assert isinstance(low, int | float) and isinstance(high, int | float)
        top = 65535 if high > 255 else 255
        return picture.convert("F").point(lambda value: value * (255 / top)).convert("L").convert("RGB")
    if "A" in picture.getbands() or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        white = Image.new("RGBA", clear.size, (255, 255, 255, 255))
        return Image.alpha_composite(white, clear).convert("RGB")
    return picture.convert("RGB")
