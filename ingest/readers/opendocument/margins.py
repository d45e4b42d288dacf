"""Headers and footers of a text, each once."""

from ingest.readers.opendocument.flow import Flow, plain
from ingest.readers.opendocument.names import child, children, name_of, value
from ingest.readers.opendocument.package import Package
from ingest.readers.opendocument.styles import Styles

_MOST = 100


def running(package: Package) -> list[str]:
    """What stands above and below the pages of a text, in order, nothing twice."""
    found: dict[str, None] = {}
    root = package.styles[-1]
    flow = Flow(package, Styles([root]))
    for master in children(child(root, "office:master-styles") or (), "style:master-page"):
        for part in children(master):
            if name_of(part).startswith(("style:header", "style:footer")) and value(part, "style:display") != "false":
                for piece in flow.pieces(part):
                    words = plain(piece)
                    if any(map(str.isalpha, words)) and len(found) < _MOST:
                        found[words] = None
    return list(found)
