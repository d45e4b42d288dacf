"""What is embedded for a unit."""

from collections.abc import Sequence

from rag.values import Kind, Page, Unit
from rag.values.spoken import spoken


def embedded_units(pages: Sequence[Page], units: Sequence[Unit]) -> list[str]:
    """What is embedded for each of the units of `pages`."""
    texts = {page.number: page.text for page in pages}
    return [
        embedded_unit(
            unit,
            texts[unit.page][unit.start : unit.end],
            "" if unit.rest is None else texts[unit.rest.page][unit.rest.start : unit.rest.end],
        )
        for unit in units
    ]


def embedded_unit(unit: Unit, text: str, rest: str = "") -> str:
    """A unit's words `text` (and those of its `rest` on the next page) on one line.

    A row is embedded with its column heads, and an item after what introduces its list: alone, "a sleeping bag" is
    like no question.
    """
    words = spoken(text, unit.start, unit.cells, rest).text
    return f"{unit.context[-1]} {words}" if unit.kind is Kind.ITEM and unit.context else words
