"""Numbers of charts as their format shows them: "12.5%", "1,204", "May 2012"."""

from ingest.readers.sheets.formats.showing import number


def shown(value: str, code: str, since_1904: bool = False) -> str:
    """The number `value` by the format `code`; as it is where it is no number or the format hides it."""
    try:
        found = float(value)
    except ValueError:
        return value
    return number(found, code, since_1904)[0] or value
