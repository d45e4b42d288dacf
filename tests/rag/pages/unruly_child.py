"""The real drawing process with a renderer that does what the file's name says: hang, crash, eat memory, …"""

import ctypes
import os
import time
from pathlib import Path

from rag.pages import child, drawing
from rag.pages.page_image import Marks, PageImage


def render(path: Path, number: int, text: str, marks: Marks | None, width: int) -> PageImage:
    if path.stem == "hang":
        time.sleep(60)
    if path.stem == "crash":
        ctypes.string_at(0)
    if path.stem == "huge":
        bytearray(900 * 1024**2)
    if path.stem == "slow":
        time.sleep(0.5)
    return PageImage(f"{os.getpid()}".encode(), width, 1, ())


drawing.render = render  # type: ignore[assignment]

if __name__ == "__main__":
    child.main()
