"""The numbers of lists, as a browser writes them."""

import re

from ingest.readers.web.dom import Element, tag

_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.IGNORECASE)
_TYPES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman", "1": "decimal"}
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
_LARGEST = 4000  # of Roman numbers


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


def as_number(number: int, kind: str) -> str:
    """A number as the style of lists `kind` of CSS writes it, with its dot; "" for the style "none"."""
    if kind in ("none", "disc", "circle", "square"):
        return ""
    said = str(number)
    if kind.endswith(("alpha", "latin")) and number > 0:
        said = letters(number)
    elif kind.endswith("roman") and 0 < number < _LARGEST:
        said = roman(number)
    elif kind == "lower-greek" and 0 < number <= len(_GREEK):
        said = _GREEK[number - 1]
    elif kind == "decimal-leading-zero":
        said = f"{number:02d}"
    return f"{said.upper() if kind.startswith('upper') else said}."


def letters(number: int) -> str:
    """1 is "a", 27 is "aa"."""
    said = ""
    while number > 0:
        number, place = divmod(number - 1, 26)
        said = chr(ord("a") + place) + said
    return said


def roman(number: int) -> str:
    """A number in Roman letters, in lower case."""
    said = ""
    for value, letter in _ROMAN:
        count, number = divmod(number, value)
        said += letter * count
    return said


def _kind(element: Element) -> str:
    styled = _STYLE.search(element.get("style", ""))
    return styled[1].lower() if styled else _TYPES.get(element.get("type", "1"), "decimal")


def _integer(said: str | None, otherwise: int) -> int:
    return int(said) if said and re.fullmatch(r"-?\d{1,8}", said.strip(), re.ASCII) else otherwise
