"""What a chart shows: its title, and for each category the value of each series."""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from ingest.readers.cleaning import printable
from ingest.readers.drawings.numbers import shown
from ingest.readers.drawings.words import plain
from ingest.readers.ooxml.elements import attribute, child, children, is_on, name, number

_MOST = 400  # points of a series: more are a cloud, not a table


@dataclass(frozen=True, slots=True)
class ChartTable:
    """Rows under heads, the first column the categories."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ShownChart:
    """A chart in words. `titles` are those of its axes that head no column, `said` is what was written beside points
    by hand, `names` are those of its series."""

    title: str
    titles: tuple[str, ...]
    tables: tuple[ChartTable, ...]
    said: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """One row of points: its `name`, and their categories and values as they are shown."""

    name: str
    categories: tuple[str, ...]
    values: tuple[str, ...]


def read(root: etree._Element) -> ShownChart:
    """The chart of a chart part (`c:chartSpace`)."""
    chart = child(root, "chart")
    area = child(chart, "plotArea")
    since_1904 = is_on(child(root, "date1904"), "val", default=child(root, "date1904") is not None)
    drawn = [element for kind in children(area) for element in children(kind, "ser")]
    found = [_series(element, since_1904) for element in drawn]
    labels = [
        plain(child(label, "tx", "rich"))
        for held in drawn
        for label in children(child(held, "dLbls"), "dLbl")
    ]
    axes = [
        (name(axis), _title(child(axis, "title"))) for axis in children(area) if name(axis).endswith("Ax")
    ]
    scattered = any(name(kind) in ("scatterChart", "bubbleChart") for kind in children(area))
    across = (
        0 if scattered else next((i for i, (kind, _) in enumerate(axes) if kind in ("catAx", "dateAx")), -1)
    )
    first = axes[across][1] if 0 <= across < len(axes) else ""
    others = tuple(title for index, (_, title) in enumerate(axes) if index != across and title)
    title = _title(child(chart, "title"))
    titled = child(chart, "title") is not None and not is_on(child(chart, "autoTitleDeleted"), "val")
    if not title and titled and len(found) == 1:
        title = found[0].name
    return ShownChart(title, others, tables(found, first), tuple(filter(None, labels)), _names(found))


def _names(found: Sequence[Series]) -> tuple[str, ...]:
    return tuple(series.name for series in found if series.name)


def tables(found: Sequence[Series], first: str) -> tuple[ChartTable, ...]:
    """The series side by side that have the same categories, whose column is headed `first`."""
    alike: dict[tuple[str, ...], list[Series]] = {}
    for series in found:
        if not any(series.values) and not any(series.categories):
            continue
        known = next((held for held in alike if not series.categories or held == series.categories), None)
        alike.setdefault(series.categories if known is None else known, []).append(series)
    return tuple(_table(categories, held, first) for categories, held in alike.items())


def _table(categories: tuple[str, ...], held: list[Series], first: str) -> ChartTable:
    count = min(_MOST, max(len(categories), *(len(series.values) for series in held)))
    rows = tuple(
        tuple(_at(column, row) for column in (categories, *(series.values for series in held)))
        for row in range(count)
    )
    return ChartTable((first, *(series.name for series in held)), tuple(row for row in rows if any(row)))


def _series(element: etree._Element, since_1904: bool) -> Series:
    text = child(element, "tx")
    names = _points(text, "", since_1904)
    single = child(text, "v")
    said = names or ((single.text or "",) if single is not None else ())
    categories = child(element, "cat")
    values = child(element, "val")
    labels = child(element, "dLbls", "numFmt")
    code = "" if is_on(labels, "sourceLinked") else attribute(labels, "formatCode")
    sizes = _points(child(element, "bubbleSize"), "", since_1904)
    shown_values = _points(values if values is not None else child(element, "yVal"), code, since_1904)
    if sizes:
        pairs = range(min(_MOST, len(shown_values)))
        shown_values = tuple(f"{_at(shown_values, i)} ({_at(sizes, i)})" for i in pairs)
    return Series(
        " ".join(" ".join(said).split()),
        _points(categories if categories is not None else child(element, "xVal"), "", since_1904),
        shown_values,
    )


def _points(source: etree._Element | None, code: str, since_1904: bool) -> tuple[str, ...]:
    """The points that are kept in the file; categories of several levels have the outer ones before them."""
    kept = source
    for step in ("strRef", "numRef", "multiLvlStrRef"):
        reference = child(source, step)
        kept = reference if reference is not None else kept
    for step in ("strCache", "numCache", "multiLvlStrCache", "strLit", "numLit"):
        cache = child(kept, step)
        if cache is None:
            continue
        levels = [_level(level, "", since_1904) for level in children(cache, "lvl")]
        if not levels:
            return tuple(_level(cache, code, since_1904))
        count = len(levels[0])
        filled = [levels[0], *(_carried(level, count) for level in levels[1:])]
        return tuple(
            " ".join(filter(None, (_at(level, i) for level in reversed(filled)))) for i in range(count)
        )
    return ()


def _level(cache: etree._Element, code: str, since_1904: bool) -> list[str]:
    usual = child(cache, "formatCode")
    found: dict[int, str] = {}
    for point in children(cache, "pt"):
        value = child(point, "v")
        index = number(point, "idx", len(found))
        if value is None or not 0 <= index < _MOST:
            continue
        said = " ".join(printable(value.text or "").split())
        own = code or attribute(point, "formatCode") or (usual.text if usual is not None else "") or ""
        is_number = "num" in name(cache)
        found[index] = shown(said, own, since_1904) if is_number else said
    return [found.get(index, "") for index in range(max(found, default=-1) + 1)]


def _carried(level: Sequence[str], count: int) -> list[str]:
    """An outer category is said once, and holds until the next one."""
    filled, last = list[str](), ""
    for said in [*level, *[""] * (count - len(level))][:count]:
        last = said or last
        filled.append(last)
    return filled


def _at(column: Sequence[str], index: int) -> str:
    return column[index] if index < len(column) else ""


def _title(title: etree._Element | None) -> str:
    text = child(title, "tx")
    rich = child(text, "rich")
    return plain(rich) if rich is not None else " ".join(_points(text, "", False))
