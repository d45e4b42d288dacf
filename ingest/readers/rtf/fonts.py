"""The letters of RTF: which code page the bytes of a font are in, and what its signs show."""

import codecs
from dataclasses import dataclass, field

from ingest.readers.letters.symbols import is_symbolic, shown

_CHARSETS = {
    77: "mac_roman", 78: "shift_jis", 79: "euc_kr", 80: "gb2312", 81: "big5", 83: "mac_greek", 84: "mac_latin2",
    85: "mac_turkish", 86: "mac_cyrillic", 89: "mac_cyrillic", 128: "cp932", 129: "cp949", 130: "johab",
    134: "gbk", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256",
    181: "cp1255", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_ANSI, _SYMBOLS = 0, 2
_USUAL = "cp1252"
_NAMES = {
    10000: "mac_roman",
    10001: "shift_jis",
    10007: "mac_cyrillic",
    65001: "utf-8",
    936: "gbk",
    0: _USUAL,
}


def code_page(number: int) -> str | None:
    """The code page of that number by its name in Python; None where there is none."""
    name = _NAMES.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return None
    return name


@dataclass(slots=True)
class RtfFont:
    """A font of the table: its name, and the character set and code page that it states."""

    name: str = ""
    charset: int | None = None
    page: str | None = None


@dataclass(slots=True)
class RtfFonts:
    """The fonts of a file. `page` is the code page of the file, `stated` whether it says so itself."""

    page: str = _USUAL
    fonts: dict[int, RtfFont] = field(default_factory=dict)

    def name(self, number: int) -> str:
        """The name of a font, "" where it is not in the table."""
        return self.fonts[number].name if number in self.fonts else ""

    def encoding(self, number: int) -> str:
        """The code page of the letters of a font."""
        font = self.fonts.get(number)
        if font is None:
            return self.page
        if font.page is not None:
            return font.page
        if font.charset == _ANSI and self.page != _USUAL:
            # Who tells fonts by their character sets means this one; who does not means the page of the file.
            pages = {_CHARSETS.get(other.charset or 0) for other in self.fonts.values()}
            return _USUAL if self.page in pages else self.page
        return _CHARSETS.get(font.charset or 0, self.page)

    def decoded(self, letters: bytes, number: int) -> str:
        """What bytes in a font show."""
        font = self.fonts.get(number)
        if font is not None and (font.charset == _SYMBOLS or is_symbolic(font.name)):
            return shown(letters.decode("latin-1"), font.name)
        return letters.decode(self.encoding(number), errors="replace").replace("\ufffd", "")
