"""Grids for tests, drawn as text: a line a row, cells between bars, "*" before what is bold."""

from ingest.readers.sheets import looks
from ingest.readers.sheets.grid import CellArea, SheetGrid, Shown


def grid(text: str, *merged: CellArea) -> SheetGrid:
    made = SheetGrid(merged=list(merged))
    for row, line in enumerate(text.strip("\n").split("\n")):
        for column, cell in enumerate(line.split("|")):
            words = cell.strip()
            if words:
                made.put(row, column, Shown(words.lstrip("*"), looks.of(words), words.startswith("*")))
    return made
