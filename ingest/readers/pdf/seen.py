"""The page as it is seen: from the points of a PDF to points from the top left corner, turned and cropped."""

import ctypes
import math
from dataclasses import dataclass, replace

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.readers.pdf.words import Area

_FINE = 10_000_000  # how many parts the page is divided into


@dataclass(frozen=True, slots=True)
class Seen:
    """`turns` are quarter turns clockwise; the four numbers are the crop box in the points of the file."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.turns % 2 else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.turns % 2 else self.top - self.bottom

    def upside_down(self) -> "Seen":
        """The page turned by half a turn more."""
        return replace(self, turns=(self.turns + 2) % 4)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the file, as it is seen."""
        if self.turns == 0:
            return x - self.left, self.top - y
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def place(self, left: float, bottom: float, right: float, top: float) -> Area:
        """A rectangle of the file, as it is seen."""
        (x0, y0), (x1, y1) = self.point(left, bottom), self.point(right, top)
        return Area(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def direction(self, across: float, up: float) -> tuple[float, float]:
        """A direction of the file as seen, (right, down), of length 1."""
        for _ in range(self.turns):
            across, up = up, -across
        length = math.hypot(across, up)
        return across / length, -up / length

    def quarter(self, across: float, up: float) -> int:
        """Where a direction of the file points: 0 to the right, 1 down, 2 to the left, 3 up."""
        quarter = (0 if across >= 0 else 2) if abs(across) >= abs(up) else 3 if up > 0 else 1
        return (quarter + self.turns) % 4


def seen(page: pypdfium2.PdfPage) -> Seen:
    """How a page is seen, by where PDFium draws the origin of the file's points."""
    width, height = page.get_size()
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page.raw, 0, 0, _FINE, _FINE, 0, 0, 0, ctypes.byref(across), ctypes.byref(down))
    x, y = across.value / _FINE * width, down.value / _FINE * height
    turns = page.get_rotation() // 90
    if turns == 0:
        return Seen(-x, y - height, width - x, y, turns)
    if turns == 1:
        return Seen(-y, -x, height - y, width - x, turns)
    if turns == 2:
        return Seen(x - width, -y, x, height - y, turns)
    return Seen(y - height, x - width, y, x, turns)
