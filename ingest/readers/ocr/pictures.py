"""Pictures of any common kind, decoded to pixels as they are shown: upright, on white, in three colours."""

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from ingest.readers.ocr.seeing.engine import Pixels
from rag.errors import Refusal, UnreadableFile

MOST_PIXELS = 100_000_000
_SIDE = 4000  # pixels: larger pictures are read at a half, a third, …
_LONGEST = 30_000  # pixels of a side: of long pictures, which stay as they are
_SHEET = 1.6  # times as long as wide: a page
_LARGE = 14_000_000
_ERRORS = (
    OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, AttributeError, OverflowError,
    struct.error, zlib.error,
)  # fmt: skip
"""What Pillow raises of pictures that are damaged."""
_DAMAGED = "The picture is damaged: it cannot be decoded. Save it again, or take it again, and add that."


@contextmanager
def opened(source: Path | bytes) -> Iterator[Image.Image]:
    """The picture, not decoded yet. Raises UnreadableFile where it is damaged or too large, also later within."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of sizes, and of odd EXIF
        try:
            picture = Image.open(BytesIO(source) if isinstance(source, bytes) else source)
        except Image.DecompressionBombError as error:
            raise UnreadableFile(_too_large("more than 200"), Refusal.REFUSED) from error
        except _ERRORS as error:
            raise UnreadableFile(_DAMAGED) from error
        with picture:
            _check_size(picture)
            yield picture


def sheets(picture: Image.Image) -> float:
    """How many pages a long picture (of a phone that scrolled) is as long as; 1 for others."""
    short, long = sorted(picture.size)
    return min(30.0, max(1.0, long / (_SHEET * max(1, short))))


def frames(picture: Image.Image) -> int:
    """How many pages it has; a moving picture has one."""
    count: int = getattr(picture, "n_frames", 1)
    return count if picture.format == "TIFF" else 1


def pixels(picture: Image.Image, frame: int = 0) -> Pixels:
    """A page of it, blue first. Raises UnreadableFile where it cannot be decoded."""
    try:
        if frame:
            picture.seek(frame)
            _check_size(picture)
        picture.draft("RGB", (_SIDE, _SIDE))  # of JPEG: decodes a large one small
        shown = ImageOps.exif_transpose(_smaller(picture))
        return np.ascontiguousarray(np.asarray(_on_white(shown), dtype=np.uint8)[:, :, ::-1])
    except Image.DecompressionBombError as error:
        raise UnreadableFile(_too_large("more than 200"), Refusal.REFUSED) from error
    except _ERRORS as error:
        raise UnreadableFile(_DAMAGED) from error


def _check_size(picture: Image.Image) -> None:
    if picture.width * picture.height > MOST_PIXELS:
        raise UnreadableFile(_too_large(f"{picture.width * picture.height / 1e6:.0f}"), Refusal.REFUSED)


def _too_large(megapixels: str) -> str:
    return (
        f"The picture has {megapixels} megapixels, more than the {MOST_PIXELS / 1e6:.0f} that are safe to read. "
        "Make it smaller, or cut it into several."
    )


def _smaller(picture: Image.Image) -> Image.Image:
    """A large picture at a half, a third, … of its size, as it would take much memory in colours."""
    if picture.width * picture.height <= _LARGE and max(picture.size) <= _LONGEST:
        return picture
    factor = 2
    while picture.width * picture.height > _LARGE * factor**2:
        factor += 1
    if picture.mode in ("1", "P"):
        picture = picture.convert("L" if picture.mode == "1" else "RGB")
    exif = picture.getexif()
    small = picture.reduce(factor)
    small.info.update({"exif": exif.tobytes()} if exif else {})
    return small


def _on_white(picture: Image.Image) -> Image.Image:
    """In three colours; what shines through is white, or black where the letters are white."""
    if picture.mode.startswith(("I", "F")):
        values = np.asarray(picture, dtype=np.float64)
        low, high = float(values.min()), float(values.max())
        grey = (values - low) * (255 / (high - low)) if high > low else values * 0
        return Image.fromarray(grey.astype(np.uint8)).convert("RGB")
    if picture.mode not in ("RGBA", "LA", "PA") and "transparency" not in picture.info:
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    seen = np.asarray(clear)
    opaque = seen[..., 3] > 128
    is_light = bool(opaque.any()) and not bool(opaque.all()) and float(seen[opaque][:, :3].mean()) > 170
    ground = Image.new("RGBA", clear.size, "black" if is_light else "white")
    return Image.alpha_composite(ground, clear).convert("RGB")
