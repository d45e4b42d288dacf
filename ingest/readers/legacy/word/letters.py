"""The letters of old encodings: by the language of a document, by the character set of a font."""

import codecs
from functools import lru_cache
from struct import unpack_from

from ingest.readers.legacy.word.fib import Header
from ingest.readers.letters.symbols import shown

_WESTERN = "cp1252"
# The first ten bits of a language's number -> the code page that Windows uses for it.
_LANGUAGES = {
    **dict.fromkeys((0x02, 0x19, 0x22, 0x23, 0x2F, 0x3F, 0x40, 0x44, 0x50), "cp1251"),
    **dict.fromkeys((0x05, 0x0E, 0x15, 0x18, 0x1A, 0x1B, 0x1C, 0x24), "cp1250"),
    **dict.fromkeys((0x25, 0x26, 0x27), "cp1257"),
    **dict.fromkeys((0x01, 0x20, 0x29), "cp1256"),
    0x08: "cp1253", 0x1F: "cp1254", 0x0D: "cp1255", 0x1E: "cp874", 0x2A: "cp1258",
    0x11: "cp932", 0x12: "cp949", 0x04: "cp936",
}  # fmt: skip
_CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
_TRADITIONAL = (0x0404, 0x0C04, 0x1404)
_WIDE = frozenset({"cp932", "cp949", "cp936", "cp950"})


def of_language(number: int) -> str:
    """The code page of a language by its number (LID)."""
    if number in _TRADITIONAL:
        return "cp950"
    return _LANGUAGES.get(number & 0x3FF, _WESTERN)


def of_fonts(header: Header, usual: str) -> list[str]:
    """The code page of each font of a Word 6 file, `usual` for those whose character set says nothing."""
    data = header.table("fonts")
    found, at = list[str](), 2
    while at + 6 <= len(data):
        found.append(_CHARSETS.get(data[at + 4], usual))
        at += data[at] + 1
    return found


def decoded(data: bytes, encoding: str) -> str:
    """The words, one character for each byte: the second byte of a letter that has two is a zero."""
    if encoding not in _WIDE:
        return data.decode("latin-1").translate(_table(encoding))
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    found = list[str]()
    for byte in data:
        letter = decoder.decode(bytes((byte,)))
        found.append(letter[:1] or "\0")
    return "".join(found)


def units(data: bytes) -> str:
    """The words in UTF-16, one character for each unit: letters of two units stay in two halves, see `whole`."""
    count = len(data) // 2
    return "".join(map(chr, unpack_from(f"<{count}H", data)))


def whole(text: str) -> str:
    """Letters of two halves put together, and private letters as the signs that they show."""
    return shown(text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore"), "")


@lru_cache(maxsize=30)
def _table(encoding: str) -> dict[int, str]:
    """What the bytes from 128 on are; those that are nothing in an encoding are what they are in the Western one."""
    found: dict[int, str] = {}
    for byte in range(128, 256):
        letter = bytes((byte,)).decode(encoding, errors="ignore")
        found[byte] = letter or bytes((byte,)).decode(_WESTERN, errors="ignore") or "\0"
    return found
