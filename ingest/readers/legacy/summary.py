"""The title in what an old Office file says of itself (the stream SummaryInformation).

olefile reads it too, but works for hours on a damaged one.
"""

from struct import error as StructError
from struct import unpack_from

from ingest.readers.cleaning import printable

_CODE, _TITLE = 1, 2
_MOST = 100  # properties
_BYTES, _WIDE = 30, 31  # how words are written
_UTF_8, _UTF_16 = 65001, 1200


def title_in(stream: bytes) -> str:
    """The title, "" where there is none."""
    try:
        start = unpack_from("<I", stream, 44)[0]
        count = min(unpack_from("<I", stream, start + 4)[0], _MOST)
        found = [unpack_from("<2I", stream, start + 8 + 8 * index) for index in range(count)]
        places = dict(reversed(found))  # the first of a kind counts
        if _TITLE not in places:
            return ""
        code = unpack_from("<H", stream, start + places[_CODE] + 4)[0] if _CODE in places else 1252
        kind, length = unpack_from("<2I", stream, start + places[_TITLE])
    except StructError:
        return ""
    at = start + places[_TITLE] + 8
    if kind == _WIDE or (kind == _BYTES and code == _UTF_16):
        size = 2 * length if kind == _WIDE else length
        words = stream[at : at + size].decode("utf-16-le", "replace")
    elif kind == _BYTES:
        words = _decoded(stream[at : at + length], code)
    else:
        return ""
    return " ".join(printable(words.partition("\0")[0]).split())


def _decoded(title: bytes, code: int) -> str:
    try:
        return title.decode("utf-8" if code == _UTF_8 else f"cp{code}", errors="replace")
    except LookupError:
        return title.decode("cp1252", errors="replace")
