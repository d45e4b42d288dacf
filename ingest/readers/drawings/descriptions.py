"""Descriptions of pictures: those that say something."""

import re

from ingest.readers.cleaning import printable
from rag.language.tables import joined

_LEAST = 2  # letters of a description
_FILE = re.compile(
    r".{0,200}\.(?:png|jpe?g|gif|bmp|tiff?|svg|wmf|emf|eps|webp|heic|pdf|mp4|mov|wmv|avi)|\S+\.(?:ashx|php)\b.*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.|file:|cid:|data:)\S*|[a-z]:\\.*|\\\\.*", re.IGNORECASE)
_CODE = re.compile(r"[\w-]*\d[\w-]*")
_NAMED = re.compile(rf"(?:{joined('pictures', 'named')})[\s_:#-]*(?:\d+\s*)*", re.IGNORECASE)
_MADE = re.compile(rf"[\s,.]*(?:{joined('pictures', 'made')})\.?\s*$", re.IGNORECASE)


def said_of(description: str) -> str:
    """The description of a picture without what programs add to it; "" where it is a name or says nothing."""
    said = _MADE.sub("", " ".join(printable(description).split())).strip()
    is_name = any(pattern.fullmatch(said) for pattern in (_FILE, _ADDRESS, _CODE, _NAMED))
    return "" if is_name or sum(map(str.isalpha, said)) < _LEAST else said
