"""Walking the XML of Office files by local names, which are the same in the strict and in the usual kind."""

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

_RELATIONS = "/relationships"
_UNITS = {"%": 1000, "mm": 36_000, "cm": 360_000, "in": 914_400, "pt": 12_700, "pc": 152_400, "pi": 152_400}
_SHOWN = frozenset({"t", "graphicData", "tbl", "chart", "relIds"})


def name(element: etree._Element | None) -> str:
    """The local name of an element, "" of a comment or of nothing."""
    tag = None if element is None else element.tag
    return _local(tag) if isinstance(tag, str) else ""


def children(element: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    """The children, those of these `names` where there are any. Of alternatives only the one that is shown."""
    for child in () if element is None else element:
        own = name(child)
        if own == "AlternateContent":
            yield from children(_shown(child), *names)
        elif own and (not names or own in names):
            yield child


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """What is reached by the first child of each name on the `path`, None where one is missing."""
    for step in path:
        element = next(children(element, step), None)
    return element


def attribute(element: etree._Element | None, key: str, default: str = "") -> str:
    """The value of an attribute without a namespace."""
    return default if element is None else str(element.get(key, default))


def number(element: etree._Element | None, key: str, default: int = 0) -> int:
    """The whole number that an attribute says; the default where it says none.

    The strict kind writes lengths with their unit ("2.5cm"), which become English metric units, and shares as "30%",
    which become thousandths of a percent.
    """
    said = attribute(element, key)
    unit = next((unit for unit in _UNITS if said.endswith(unit)), "")
    try:
        return round(float(said.removesuffix(unit)) * _UNITS.get(unit, 1))
    except (ValueError, OverflowError):
        return default


def is_on(element: etree._Element | None, key: str, default: bool = False) -> bool:
    """Whether an attribute says yes."""
    said = attribute(element, key)
    return said.lower() in ("1", "true", "on") if said else default


def relation(element: etree._Element | None, key: str = "id") -> str:
    """The id of a relationship that an element names, "" where it names none."""
    for attribute_name, value in () if element is None else element.attrib.items():
        space, _, local = str(attribute_name).rpartition("}")
        if local == key and space.endswith(_RELATIONS):
            return str(value)
    return ""


def _shown(alternatives: etree._Element) -> etree._Element | None:
    """The first alternative with words, a table, a chart; else what is meant for programs that know none of them."""
    choices = [child for child in alternatives if name(child) == "Choice"]
    fallback = next((child for child in alternatives if name(child) == "Fallback"), None)
    told = (choice for choice in choices if any(name(inner) in _SHOWN for inner in choice.iter()))
    first = next(told, None)
    if first is not None:
        return first
    return fallback if fallback is not None else next(iter(choices), None)


@lru_cache(maxsize=2000)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
