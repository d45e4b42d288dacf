"""Headers and footers of a text or of sheets, each once."""

from ingest.readers.opendocument.flow import Flow, plain
from ingest.readers.opendocument.names import child, children, name_of, value, within
from ingest.readers.opendocument.package import OpenDocumentPackage
from ingest.readers.opendocument.styles import OpenDocumentStyles

_MOST = 100
_COUNTED = {
    "text:page-number": "",
    "text:page-count": "",
    "text:sheet-name": "",
    "text:date": "",
    "text:time": "",
}


def running(package: OpenDocumentPackage) -> list[str]:
    """What stands above and below the pages of a text, in order, nothing twice."""
    return _found(package, {}, 1)


def printed(package: OpenDocumentPackage) -> list[str]:
    """What stands above and below sheets when they are printed, without what every new file has ("Page 1")."""
    return _found(package, _COUNTED, 2)


def _found(package: OpenDocumentPackage, fields: dict[str, str], least: int) -> list[str]:
    """The headers and footers that have `least` words."""
    found: dict[str, None] = {}
    root = package.styles[-1]
    flow = Flow(package, OpenDocumentStyles([root]), fields)
    for master in within(child(root, "office:master-styles"), "style:master-page"):
        for part in children(master):
            if (
                name_of(part).startswith(("style:header", "style:footer"))
                and value(part, "style:display") != "false"
            ):
                for piece in flow.pieces(part):
                    words = plain(piece)
                    if (
                        sum(any(map(str.isalpha, word)) for word in words.split()) >= least
                        and len(found) < _MOST
                    ):
                        found[words] = None
    return list(found)
