"""Grids for tests, drawn as text: a line a row, cells between bars, "*" before what is bold."""

from ingest.readers.sheets import looks
from ingest.readers.sheets.grid import Area, Grid, Shown


def grid(text: str, *merged: Area) -> Grid:
    made = Grid(merged=list(merged))
    for row, line in enumerate(text.strip("\n").split("\n")):
        for column, cell in enumerate(line.split("|")):
            words = cell.strip()
            if words:
                made.put(row, column, Shown(words.lstrip("*"), looks.of(words), words.startswith("*")))
    return made
