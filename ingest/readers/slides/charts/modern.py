"""Charts of the newer kind (`cx:chartSpace`): waterfalls, histograms, funnels, maps."""

from lxml import etree

from ingest.readers.cleaning import printable
from ingest.readers.slides.charts.chart import Series, ShownChart, tables
from ingest.readers.slides.charts.numbers import shown
from ingest.readers.slides.package.elements import attribute, child, children, number
from ingest.readers.slides.text.paragraphs import plain

_MOST = 200


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
    titles = tuple(filter(None, (_words(child(axis, "title", "tx")) for axis in children(area, "axis"))))
    return ShownChart(_words(child(chart, "title", "tx")), titles, tables(found, ""))


def _dimension(held: etree._Element | None) -> tuple[str, ...]:
    """The points of a dimension; of several levels the outer ones are before the inner one."""
    levels = list(children(held, "lvl"))
    columns: list[dict[int, str]] = []
    for level in levels:
        code = attribute(level, "formatCode")
        points = {
            number(point, "idx"): " ".join(printable(point.text or "").split())
            for point in children(level, "pt")
        }
        is_number = held is not None and str(held.tag).endswith("numDim")
        columns.append(
            {i: shown(said, code) if is_number else said for i, said in points.items() if 0 <= i < _MOST}
        )
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
