"""The numbers of the items of lists, as a browser writes them."""

import re

from ingest.readers.letters.numerals import as_number
from ingest.readers.web.dom import Element, tag

_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.IGNORECASE)
_TYPES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman", "1": "decimal"}


def numbers(items: Element) -> list[str]:
    """For each item of a list the number before it ("3.", "c."), "" where there is none."""
    own = [child for child in items if tag(child) == "li"]
    if tag(items) != "ol":
        return [""] * len(own)
    kind = _kind(items)
    backwards = items.get("reversed") is not None
    number = _integer(items.get("start"), len(own) if backwards else 1)
    found: list[str] = []
    for item in own:
        number = _integer(item.get("value"), number)
        found.append(as_number(number, _kind(item) if item.get("type") else kind))
        number += -1 if backwards else 1
    return found


def _kind(element: Element) -> str:
    styled = _STYLE.search(element.get("style", ""))
    return styled[1].lower() if styled else _TYPES.get(element.get("type", "1"), "decimal")


def _integer(said: str | None, otherwise: int) -> int:
    return int(said) if said and re.fullmatch(r"-?\d{1,8}", said.strip(), re.ASCII) else otherwise
