"""What an OCR engine reads in boxes on the picture of a page."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from ingest.readers.ocr.seeing.engine import Pixels, engine
from rag.pages.boxes import Box
from rag.pages.rendering import picture

_WIDTH = 2000  # pixels of a page: letters of ten points are some thirty high
_AROUND = 0.12  # of the height of a line: what is cut out beside it


def read_in(path: Path, number: int, boxes: Iterable[Box]) -> str:
    """The words in the boxes of page `number` (1-based) of a PDF, a line a box."""
    page = picture(path, number, _WIDTH).convert("RGB")
    lines: list[Pixels] = []
    for box in boxes:
        margin = _AROUND * (box.bottom - box.top) * page.height
        corners = (
            round(box.left * page.width - margin),
            round(box.top * page.height - margin / 2),
            round(box.right * page.width + margin),
            round(box.bottom * page.height + margin / 2),
        )
        # The engine was taught on pictures whose colours begin with blue.
        lines.append(np.ascontiguousarray(np.asarray(page.crop(corners), dtype=np.uint8)[:, :, ::-1]))
    return "\n".join(line.text for line in engine().read(lines))
