"""What is said of pictures for those who cannot see them."""

import re

from ingest.readers.cleaning import printable
from ingest.readers.slides.frames import SlideShape, properties
from ingest.readers.slides.package.elements import attribute
from rag.language.tables import joined

_FILE = re.compile(
    r"\S+\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|webp|pdf|eps|heic|mp4|mov|wmv|avi|ashx|php)\b.*", re.I
)
_ADDRESS = re.compile(r"(?:https?://|www\.|file:|cid:|data:)\S*|[a-z]:\\.*|\\\\.*", re.I)
_NAMED = re.compile(rf"(?:{joined('pictures', 'named')})\s*\d*(?:\s*\d+)*", re.I)
_MADE = re.compile(rf"[\s,.]*(?:{joined('pictures', 'made')})\.?\s*$", re.I)
_CODE = re.compile(r"[\w-]*\d[\w-]*")


def alternative(shape: SlideShape) -> str:
    """What a shape is described with, "" where that is a name that a program gave, a file or an address."""
    named = properties(shape.element)
    for key in ("descr", "title"):
        said = " ".join(printable(attribute(named, key)).split())
        said = _MADE.sub("", said).strip()
        if _says_something(said):
            return said
    return ""


def _says_something(said: str) -> bool:
    if sum(map(str.isalpha, said)) < 2 or _ADDRESS.fullmatch(said) or _NAMED.fullmatch(said):
        return False
    return not (_FILE.fullmatch(said) and " " not in said.rsplit(".", 1)[0].strip()) and not _CODE.fullmatch(
        said
    )
