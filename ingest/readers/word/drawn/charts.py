"""Charts: their titles, and what they show as a table."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from ingest.readers.sections.pieces import Found, Piece, SectionCell, SectionRow, SectionTable
from ingest.readers.word.names import CHART, CHART_EX, A, Element, whole
from rag.values.pages import Kind

_MOST = 2000  # points of a series
_DAY_0 = datetime(1899, 12, 30)
_LAST_DAY = 2_958_465  # 31 December 9999


def chart(root: Element) -> Iterator[Found]:
    """The titles of a chart and of its axes as captions, and a row for each of its categories."""
    for title in [*root.iter(f"{CHART}title"), *root.iter(f"{CHART_EX}title")]:
        said = "".join(text.text or "" for text in title.iter(f"{A}t")) or " ".join(
            (point.text or "") for point in title.iter(f"{CHART}v")
        )
        if said.strip():
            yield Piece(Kind.CAPTION, " ".join(said.split()), aside=True)
    table = _table(list(_series(root)) or list(_series_ex(root)))
    if table.rows:
        yield table


def _table(series: list[tuple[str, dict[int, str], dict[int, str]]]) -> SectionTable:
    """Series (name, categories, values) as a table, with a column each where they share their categories."""
    if not series:
        return SectionTable()
    shared = all(one[1] == series[0][1] or not one[1] for one in series)
    if not shared:
        rows = [
            _row([name, categories.get(index, ""), values.get(index, "")])
            for name, categories, values in series
            for index in sorted({*categories, *values})
        ]
        return SectionTable(rows)
    names = [name for name, _, _ in series]
    rows = [_row(["", *names], is_head=True)] if any(names) else []
    places = sorted({index for _, categories, values in series for index in (*categories, *values)})
    rows += [
        _row([series[0][1].get(index, ""), *(values.get(index, "") for _, _, values in series)])
        for index in places
    ]
    return SectionTable(rows)


def _row(words: list[str], is_head: bool = False) -> SectionRow:
    cells = [SectionCell([Piece(Kind.PARAGRAPH, said)] if said else []) for said in words]
    return SectionRow(cells, is_head=is_head)


def _series(root: Element) -> Iterator[tuple[str, dict[int, str], dict[int, str]]]:
    for one in root.iter(f"{CHART}ser"):
        named = _points(one.find(f"{CHART}tx"))
        name = " ".join(named.values()) or " ".join(v.text or "" for v in one.findall(f"{CHART}tx/{CHART}v"))
        across = one.find(f"{CHART}cat")
        up = one.find(f"{CHART}val")
        across = one.find(f"{CHART}xVal") if across is None else across
        up = one.find(f"{CHART}yVal") if up is None else up
        yield name, _points(across), _points(up)


def _points(parent: Element | None) -> dict[int, str]:
    """What stands at each place, from 0; categories of several levels are put together, the outer first."""
    if parent is None:
        return {}
    levels = list(parent.iter(f"{CHART}lvl")) or [parent]
    found: dict[int, str] = {}
    shows = next((code.text or "" for code in parent.iter(f"{CHART}formatCode")), "")
    for level in levels:
        held = ""
        own = {whole(point.get("idx")) or 0: point for point in list(level.iter(f"{CHART}pt"))[:_MOST]}
        for index in sorted({*own, *found}):
            if index in own:
                value = own[index].findtext(f"{CHART}v") or ""
                held = _written(value, own[index].get("formatCode") or shows)
            found[index] = f"{held} {found[index]}" if index in found else held
    return found


def _series_ex(root: Element) -> Iterator[tuple[str, dict[int, str], dict[int, str]]]:
    """The series of newer kinds of charts."""
    names = [
        " ".join(v.text or "" for v in one.iter(f"{CHART_EX}v"))
        for tx in root.iter(f"{CHART_EX}series")
        for one in tx.findall(f"{CHART_EX}tx")
    ]
    for number, data in enumerate(root.iter(f"{CHART_EX}data")):
        columns = []
        for kind in ("strDim", "numDim"):
            points = list(data.iterfind(f"{CHART_EX}{kind}/{CHART_EX}lvl/{CHART_EX}pt"))[:_MOST]
            columns.append({whole(point.get("idx")) or 0: _written(point.text or "", "") for point in points})
        yield (names[number] if number < len(names) else ""), columns[0], columns[1]


def _written(value: str, shows: str) -> str:
    """A number as a reader sees it, about: without what is left of its computing."""
    try:
        found = float(value)
    except ValueError:
        return " ".join(value.split())
    bare = shows.lower().replace("general", "").replace("standard", "")
    if "%" in bare:
        return f"{found * 100:.10g}%"
    if ("y" in bare or ("d" in bare and "m" in bare)) and 0 < found < _LAST_DAY:
        return (_DAY_0 + timedelta(days=found)).strftime("%Y-%m-%d")
    return f"{found:.10g}" if abs(found) < 1e10 else value.strip()
