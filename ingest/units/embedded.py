"""What is embedded for the units of a document."""

from collections.abc import Sequence

from rag.store.documents.units import embedded_unit
from rag.values import Page, Unit


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
