"""The words of a chart: its title, those of its axes, its series; its values where they are on no sheet."""

from collections.abc import Iterator, Sequence
from typing import Any

from ingest.readers.sheets.sheet import Drawing
from ingest.readers.sheets.xlsx.package import local
from ingest.readers.sheets.xlsx.strings import clean

_MOST = 400  # values of a series


def chart(root: Any, sheets: Sequence[str]) -> Drawing:
    """What the chart of this part says; `sheets` are the names of the sheets, whose values are known."""
    titles = [_words(title) for title in root.iter("{*}title")]
    own = next(
        (_words(child) for parent in root.iter("{*}chart") for child in parent if local(child) == "title"), ""
    )
    series = list(root.iter("{*}ser", "{*}series"))
    names = [_words(child) for entry in series for child in entry if local(child) == "tx"]
    said = [words for words in (*titles, *names) if words and words != own]
    table = () if _is_known(root, sheets) else tuple(_table(series))
    return Drawing(own, tuple(said), table)


def _words(element: Any) -> str:
    """The words of a title or of a series' name: written there, or kept from a cell."""
    texts = [
        "".join(part.text or "" for part in paragraph.iter("{*}t")) for paragraph in element.iter("{*}p")
    ] or [part.text or "" for part in element.iter("{*}v")]
    return " ".join(clean("\n".join(texts)).split())


def _is_known(root: Any, sheets: Sequence[str]) -> bool:
    """Whether the values are those of sheets of this file."""
    formulas = [(formula.text or "").strip() for formula in root.iter("{*}f")]
    named = [
        formula.rpartition("!")[0].strip("()").strip("'").replace("''", "'")
        for formula in formulas
        if "!" in formula
    ]
    return bool(named) and all(name in sheets for name in named)


def _table(series: Sequence[Any]) -> Iterator[tuple[str, ...]]:
    """The values as rows: the heads first, then what stands on the axis with the value of each series."""
    columns = [_points(entry, "val", "yVal") for entry in series]
    labels = next((found for entry in series if (found := _points(entry, "cat", "xVal"))), {})
    if not any(columns):
        return
    names = [next((_words(child) for child in entry if local(child) == "tx"), "") for entry in series]
    yield ("", *names)
    for index in sorted({*labels, *(index for column in columns for index in column)})[:_MOST]:
        yield (labels.get(index, ""), *(column.get(index, "") for column in columns))


def _points(entry: Any, *names: str) -> dict[int, str]:
    """The kept values of a series by their places, numbers as short as they can be."""
    found: dict[int, str] = {}
    for child in entry:
        if local(child) not in names:
            continue
        for point in child.iter("{*}pt"):
            value = "".join(part.text or "" for part in point.iter("{*}v")).strip()
            place = point.get("idx", "")
            if place.isdecimal() and value:
                found[int(place)] = _short(clean(value))
    return found


def _short(value: str) -> str:
    try:
        return f"{float(value):.10g}"
    except ValueError:
        return value
