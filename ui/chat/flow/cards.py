"""What is told of a source before it is opened."""

from pathlib import PurePath

from rag.values.places import briefly, said
from ui.chat.sources import NumberedSource
from ui.markdown import Markdown, bracketed, escape, shortened

_TITLE = 28  # characters of a document's name
_QUOTE = 420  # of a quote


def card(source: NumberedSource) -> dict[str, str]:
    """Its `label` for who cannot see it, its `place` in few words, and the `title` and `quote` of its card."""
    title = short_title(source.document)
    return {
        "label": f"Source {source.number}: {title}, {briefly(source)}",
        "place": f"{briefly(source)} · {title}",
        "title": ", ".join(filter(None, (source.document, said(source), source.beside))),
        "quote": shortened(source.quote, _QUOTE),
    }


def short_title(document: str) -> str:
    """The name of a file as it is cited: without its ending, and not too long."""
    return shortened(PurePath(document).stem or document, _TITLE)


def place_of(source: NumberedSource) -> Markdown:
    """`[1] p. 2 · 04-diffusion`: a source on a button."""
    return f"{bracketed(source.number)} {escape(briefly(source))} · {escape(short_title(source.document))}"
