"""What is said of a picture for those who do not see it."""

import re

from ingest.readers.web.dom import Element, tag

_FILE = re.compile(r"\S+\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?)$", re.IGNORECASE)
_SHORTEST = 3  # letters


def alternative(element: Element) -> str:
    """The words of the picture's alt text; "" where they are the name of a file, or its caption says the same."""
    words = " ".join(element.get("alt", "").split())
    if (
        sum(map(str.isalnum, words)) < _SHORTEST
        or _FILE.fullmatch(words)
        or element.get("role") == "presentation"
    ):
        return ""
    if element.get("width") in ("0", "1") or element.get("aria-hidden") == "true":
        return ""
    above = element.getparent()
    while above is not None and tag(above) not in ("figure", "body", "table"):
        above = above.getparent()
    if above is not None and tag(above) == "figure":
        shown = " ".join("".join(map(str, above.itertext())).split())
        return "" if words.casefold() in shown.casefold() else words
    return words
