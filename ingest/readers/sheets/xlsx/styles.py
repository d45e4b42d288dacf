"""How cells are formatted: the code of their number format, and whether they are set off."""

from dataclasses import dataclass
from typing import Any

from ingest.readers.sheets.formats.codes import BUILT_IN, GENERAL
from ingest.readers.sheets.xlsx.package import Package, PartBroken, is_on, local

_WHITE = ("FFFFFFFF", "00FFFFFF")


@dataclass(frozen=True, slots=True)
class CellStyle:
    """The format of a cell: the code of its number format; `strong`: bold, or a colour behind it."""

    code: str = GENERAL
    strong: bool = False


def styles(package: Package, name: str) -> list[CellStyle]:
    """The styles that cells name by their place in the list; [] where they cannot be read."""
    try:
        root = package.tree(name)
    except PartBroken:
        return []
    own = {entry.get("numFmtId"): entry.get("formatCode") or GENERAL for entry in _children(root, "numFmts")}
    bold = [_is_bold(font) for font in _children(root, "fonts")]
    filled = [_is_filled(fill) for fill in _children(root, "fills")]
    found = []
    for entry in _children(root, "cellXfs"):
        number = entry.get("numFmtId", "0")
        code = own.get(number) or BUILT_IN.get(int(number) if number.isdecimal() else 0, GENERAL)
        found.append(CellStyle(code, _held(bold, entry.get("fontId")) or _held(filled, entry.get("fillId"))))
    return found


def _children(root: Any, name: str) -> list[Any]:
    return [child for group in root if local(group) == name for child in group if local(child)]


def _held(values: list[bool], place: str | None) -> bool:
    index = int(place) if place and place.isdecimal() else -1
    return 0 <= index < len(values) and values[index]


def _is_bold(font: Any) -> bool:
    return any(local(child) == "b" and is_on(child.get("val", "1")) for child in font)


def _is_filled(fill: Any) -> bool:
    for pattern in fill:
        if local(pattern) == "gradientFill":
            return True
        if pattern.get("patternType", "none") in ("none", "gray125"):
            continue
        colours = [child for child in pattern if local(child) == "fgColor"]
        return not any(
            colour.get("rgb", "").upper() in _WHITE
            or colour.get("indexed") in ("1", "9", "64", "65")
            or (colour.get("theme") == "0" and not colour.get("tint"))
            for colour in colours
        )
    return False
