"""What the health report says of sheets."""

from collections.abc import Sequence

from ingest.readers.sheets.sheet import ShownSheet


def hidden(sheet: ShownSheet) -> Sequence[str]:
    """That a sheet, or rows or columns of it, are read though people do not see them."""
    if sheet.hidden:
        return [f'The sheet "{sheet.name}" is hidden in the file; it was read like the others.']
    if sheet.hidden_parts and sheet.grid.rows:
        return [f'Rows or columns of the sheet "{sheet.name}" are hidden; they were read like the others.']
    return []


def unread(name: str) -> str:
    """That a sheet is missing or broken."""
    return f'The sheet "{name}" could not be read: its part of the file is missing or damaged.'


def cut_short(name: str) -> str:
    """That a sheet is broken from some place on."""
    return f'The sheet "{name}" is damaged: only its beginning was read.'


def unstored(count: int) -> Sequence[str]:
    """That formulas have no values."""
    if not count:
        return []
    return [
        f"{count:,} formulas have no stored value, and Lectern does not compute: open the file in a spreadsheet "
        "program, save it, and add that, to have their values too."
    ]
