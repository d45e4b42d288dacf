"""Names as they are kept and compared."""

import unicodedata


def composed(name: str) -> str:
    """The name with each letter and its accent as one character (NFC): two systems write "Übung" in two ways, and both
    mean one thing."""
    return unicodedata.normalize("NFC", name)


def spellings(name: str) -> tuple[str, ...]:
    """The ways in which systems write the name, that of `composed` first: for a look into an index of names as they
    were kept, some before names were composed."""
    return tuple(dict.fromkeys((composed(name), unicodedata.normalize("NFD", name), name)))
