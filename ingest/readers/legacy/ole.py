"""What an OLE container is (the files of Office before 2007, and locked ones of today), by the names in it."""

from pathlib import Path
from struct import error as StructError

import olefile

# In this order: a locked file of today has nothing else that counts. "Book" is Excel 5 and 95, "PP40" PowerPoint 4.
_STREAMS = (
    ("encryptedpackage", "locked"),
    ("powerpoint document", "ppt"),
    ("pp40", "ppt"),
    ("worddocument", "doc"),
    ("workbook", "xls"),
    ("book", "xls"),
)
_SEARCHED = 50_000_000  # bytes of a damaged file that are searched for the names


def format_of(path: Path) -> str:
    """ "xls", "doc", "ppt", "locked" (a file of Office 2007 or later that wants a password), or "ole" for others.

    What is embedded in a document counts for nothing. Where the directory is damaged, the names are searched for in
    the bytes, so that the reader of that kind can say what is wrong.
    """
    try:
        with olefile.OleFileIO(str(path)) as container:
            names = {entry[0].casefold() for entry in container.listdir() if len(entry) == 1}
    except (OSError, StructError, LookupError, ValueError, TypeError, RecursionError):
        names = _names_in(path)
    return next((kind for name, kind in _STREAMS if name in names), "ole")


def _names_in(path: Path) -> set[str]:
    """The names above that stand in the bytes as a directory writes them: UTF-16, a zero behind them."""
    with path.open("rb") as file:
        content = file.read(_SEARCHED).lower()
    return {name for name, _ in _STREAMS if f"\0{name}\0".encode("utf-16-le")[1:] in content}
