"""The text of a web page: by its mark, by what it says of its encoding, as UTF-8, or by a guess."""

import codecs
import re

from ingest.readers.decoding import decoded

_BEGINNING = 4096  # bytes that are looked at for what the page says of its encoding
_STATED = re.compile(rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# What browsers take these names for (WHATWG Encoding); a page that can say so in single bytes is not UTF-16.
_MEANT = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "big5": "big5hkscs",
    "utf-16": "utf-8",
    "utf-16le": "utf-8",
    "utf-16be": "utf-8",
    "unicode": "utf-8",
}
# Languages of Latin letters that have an encoding of their own.
_LANGUAGE = re.compile(
    rb"<html[^>]{0,300}\blang\s*=\s*[\"']?(?:cs|sk|pl|hu|ro|sl|hr|bs|sq|lt|lv|et|tr|vi)\b", re.I
)
_LATIN = 0x24F  # the last of them
_WRONG = (
    0.01  # the share of signs that cannot be read from which on what a page says of its encoding is not true
)


def html_text(content: bytes, stated: str = "") -> tuple[str, tuple[str, ...]]:
    """The text and what the health report says of it; `stated` is what came with the page.

    Raises UnreadableFile where no encoding fits.
    """
    if content.startswith(_MARKS):
        return decoded(content)
    beginning = content[:_BEGINNING]
    named = [
        found[1].decode("ascii") for found in (_DECLARED.match(beginning), _STATED.search(beginning)) if found
    ]
    for name in [stated, *named]:
        text = _as(content, name)
        if text is not None:
            return text, ()
    return _guessed(content)


def _guessed(content: bytes) -> tuple[str, tuple[str, ...]]:
    """As UTF-8, or by a guess; where that is one for Latin letters, as browsers take a page that says nothing."""
    text, problems = decoded(content)
    central = _LANGUAGE.search(content[:_BEGINNING])
    if not problems or central or any(ord(sign) > _LATIN and sign.isalpha() for sign in text):
        return text, problems
    usual = _as(content, "cp1252")
    return (usual, ()) if usual is not None else (text, problems)


def _as(content: bytes, name: str) -> str | None:
    """The text in the encoding `name`; None where there is none of the name, or it is not in that."""
    try:
        meant = _MEANT.get(name.strip().lower(), name.strip().lower())
        if not meant or not codecs.lookup(meant)._is_text_encoding:
            return None
        text = content.decode(meant, errors="replace")
    except (LookupError, ValueError):
        return None
    return text if text.count("\ufffd") <= _WRONG * len(text) else None
