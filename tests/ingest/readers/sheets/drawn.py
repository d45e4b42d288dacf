"""Grids for tests, drawn as text: a line a row, cells between bars, "*" before what is bold."""

from ingest.readers.sheets.grid import Area, Grid, Shown, Shows


def grid(text: str, *merged: Area) -> Grid:
    made = Grid(merged=list(merged))
    for row, line in enumerate(text.strip("\n").split("\n")):
        for column, cell in enumerate(line.split("|")):
            words = cell.strip()
            if words:
                made.put(row, column, Shown(words.lstrip("*"), _shows(words), words.startswith("*")))
    return made


def _shows(words: str) -> Shows:
    if words.isdecimal() and 1900 <= int(words) <= 2100:
        return Shows.YEAR
    return Shows.NUMBER if words.strip("%€ ").replace(".", "").isdecimal() else Shows.WORDS
