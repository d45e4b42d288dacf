"""Pages whose lines have a type and a height set by hand."""

from ingest.readers.layout import Line, Type

BODY, LARGE, BOLD = (10.0, False), (14.0, False), (10.0, True)


def page(*rows: tuple[str, tuple[float, bool], float]) -> tuple[str, list[Line]]:
    """A page of rows (text, (size, bold), base line): its text with CRLF, and its lines."""
    text, lines = "", []
    for words, (size, bold), base in rows:
        kind = Type(size, bold, base)
        lines.append(Line(len(text), len(text) + len(words), kind, kind))
        text += words + "\r\n"
    return text, lines
