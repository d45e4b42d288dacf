"""The process that draws pages: `python -m rag.pages.child`, driven by `rag.pages.pictures`.

A request is {"path", "number", "text", "quote", "words", "glyphs", "spots", "converted", "others",
"cut", "width"}; the answer {"png", "width", "height", "boxes"} (`png` in Base64) or {"error"}.
"""

import base64
from dataclasses import astuple
from pathlib import Path
from typing import Any

from rag.common.serving import Told, serve
from rag.errors import UnreadableFile
from rag.pages import drawing
from rag.pages.page_image import Marks
from rag.values import Spot


def main() -> None:
    """Draw pages until there is no parent any more."""
    serve(_draw)


def _draw(request: dict[str, Any], _: Told) -> dict[str, Any]:
    words = tuple((start, end) for start, end in request["words"])
    glyphs = tuple((start, length, index) for start, length, index in request["glyphs"])
    others = tuple((start, end) for start, end in request["others"])
    spots = tuple(Spot(*spot) for spot in request["spots"])
    marks = (
        Marks(tuple(request["quote"]), words, glyphs, spots, request["converted"], others, request["cut"])
        if request["quote"]
        else None
    )
    try:
        image = drawing.render(
            Path(request["path"]), request["number"], request["text"], marks, request["width"]
        )
    except UnreadableFile as error:
        return {"error": str(error)}
    return {
        "png": base64.b64encode(image.png).decode("ascii"),
        "width": image.width,
        "height": image.height,
        "boxes": [astuple(box) for box in image.boxes],
    }


if __name__ == "__main__":
    main()
