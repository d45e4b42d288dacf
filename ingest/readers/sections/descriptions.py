"""Descriptions of pictures: those that say something."""

import re

from rag.language.tables import joined

_LEAST = 4  # letters of a description
_NAME = re.compile(
    r".{0,200}\.(?:png|jpe?g|gif|bmp|tiff?|svg|wmf|emf|eps|webp|pdf)|(?:https?://|file:|[a-z]:\\)\S*|[\w-]*\d{5,}[\w-]*",
    re.IGNORECASE,
)
_EMPTY = re.compile(rf"(?:{joined('pictures', 'empty')})[\s_:#-]*\d*", re.IGNORECASE)
_MADE = re.compile(rf"\s*(?:{joined('pictures', 'made')})[^.]*\.?\s*$", re.IGNORECASE)


def said_of(description: str) -> str:
    """The description of a picture without what programs add to it; "" where it is a name or says nothing."""
    said = _MADE.sub("", " ".join(description.split()))
    letters = sum(map(str.isalpha, said))
    return "" if letters < _LEAST or _NAME.fullmatch(said) or _EMPTY.fullmatch(said) else said
