"""What is no title of a document, though a program wrote it where the title belongs; and the title then."""

import re
from pathlib import PurePath

_PLACEHOLDER = re.compile(
    r"[(\[<]?("
    r"anonymous|unspecified|none|null|no title|pdf"
    r"|(untitled|unnamed|unknown|unbenannt)[ _-]*(document|dokument|file|presentation|page|title)?[ _-]*\d*"
    r"|(new|neues|pdf)[ _-]*(document|dokument|file|presentation)([ _-]*(title|\d+))?"
    r"|((document|dokument)[ _-]?)?titles?|titel|document[ _-]?name"
    r"|(document|dokument|presentation|präsentation|slide|folie|layout)[ _-]?\d*"
    r"|microsoft (office )?(powerpoint|word)( -.*)?|powerpoint([ -]?(presentation|präsentation))?"
    r")[)\]>]?",
    re.IGNORECASE,
)
_OFFICE = "do[ct][xm]?|pptx?|ppsx?|xlsx?|odt|odp|ods|sxw|rtf|wp[ds]|pdf|dvi|e?ps|indd|qxd|fm|pub|p65"
_FILE = re.compile(rf".+\.({_OFFICE})|\S+\.(tex|pages|key|html?|txt|md)", re.IGNORECASE)
# The hexadecimal digits of a UUID, or of a hash: 32 of them, with or without hyphens, or more.
_DIGITS = re.compile(
    r"(anew-)?([0-9a-f]{32,}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})(\.\w+)?", re.IGNORECASE
)


def is_placeholder(title: str) -> bool:
    """Whether a title says nothing of a document: "", "(anonymous)", "untitled", a file's name, a UUID."""
    words = " ".join(title.split())
    return not words or any(kind.fullmatch(words) for kind in (_PLACEHOLDER, _FILE, _DIGITS))


def title_from_name(name: str) -> str:
    """A file's name as a title: without its ending, "_" as blanks. Never empty where the name is not."""
    return " ".join(PurePath(name).stem.replace("_", " ").split()) or name
