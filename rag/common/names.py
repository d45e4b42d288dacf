"""Names as they are kept and compared."""

import unicodedata


def composed(name: str) -> str:
    """The name with each letter and its accent as one character (NFC): two systems write "Übung" in two ways, and both
    mean one thing."""
    return unicodedata.normalize("NFC", name)
