"""What a source is called where it is cited."""

from pathlib import PurePath

from ui.markdown import shortened

_TITLE = 28  # characters of a document's name


def short_title(document: str) -> str:
    """The name of a file as it is cited: without its ending, and not too long."""
    return shortened(PurePath(document).stem or document, _TITLE)
