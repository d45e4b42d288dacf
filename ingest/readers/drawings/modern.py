"""Charts of the newer kind (`cx:chartSpace`): waterfalls, histograms, funnels, maps."""

from lxml import etree

from ingest.readers.cleaning import printable
from ingest.readers.drawings.charts import Series, ShownChart, tables
from ingest.readers.drawings.numbers import shown
from ingest.readers.drawings.words import plain
from ingest.readers.ooxml.elements import attribute, child, children, name, number

_MOST = 400


def is_modern(root: etree._Element) -> bool:
    """Whether a chart is of the newer kind."""
    return child(root, "chartData") is not None


def read(root: etree._Element) -> ShownChart:
    """The chart of an extended chart part."""
    data = {attribute(held, "id"): held for held in children(child(root, "chartData"), "data")}
    chart = child(root, "chart")
    area = child(chart, "plotArea")
    found = []
    for element in children(child(area, "plotAreaRegion"), "series"):
        held = data.get(attribute(child(element, "dataId"), "val"))
        numbers = _dimension(child(held, "numDim"))
        found.append(Series(_words(child(element, "tx")), _dimension(child(held, "strDim")), numbers))
    names = tuple(series.name for series in found if series.name)
    titles = tuple(filter(None, (_words(child(axis, "title", "tx")) for axis in children(area, "axis"))))
    return ShownChart(_words(child(chart, "title", "tx")), titles, tables(found, ""), names=names)


def _dimension(held: etree._Element | None) -> tuple[str, ...]:
    """The points of a dimension; of several levels the outer ones are before the inner one."""
    is_number = name(held) == "numDim"
    columns: list[dict[int, str]] = []
    for level in children(held, "lvl"):
        code = attribute(level, "formatCode")
        found: dict[int, str] = {}
        for point in children(level, "pt"):
            said = " ".join(printable(point.text or "").split())
            if 0 <= (index := number(point, "idx")) < _MOST:
                found[index] = shown(said, code) if is_number else said
        columns.append(found)
    count = max((max(column, default=-1) + 1 for column in columns), default=0)
    return tuple(
        " ".join(filter(None, (column.get(i, "") for column in reversed(columns)))) for i in range(count)
    )


def _words(text: etree._Element | None) -> str:
    rich = child(text, "rich")
    if rich is not None:
        return plain(rich)
    value = child(text, "txData", "v")
    return " ".join(printable(value.text or "").split()) if value is not None else ""
