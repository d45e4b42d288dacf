"""Commands that stand for a letter, an accent or a sign."""

import unicodedata

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331",
}
SIGNS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "aa": "å", "AA": "Å",
    "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "dj": "đ", "DJ": "Đ", "th": "þ", "TH": "Þ", "ng": "ŋ", "SS": "ẞ",
    "ldots": "…", "dots": "…", "textellipsis": "…", "dotsc": "…", "textendash": "–", "textemdash": "—",
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”", "lq": "‘",
    "rq": "’", "guillemotleft": "«", "guillemotright": "»", "og": "« ", "fg": " »", "glqq": "„", "grqq": "“",
    "quotedblbase": "„", "textquotedbl": '"', "textquotesingle": "'", "S": "§", "P": "¶", "copyright": "©",
    "textcopyright": "©", "textregistered": "®", "texttrademark": "™", "dag": "†", "ddag": "‡", "pounds": "£",
    "textsterling": "£", "euro": "€", "EUR": "€", "texteuro": "€", "textdegree": "°", "degree": "°", "textbullet": "•",
    "textperiodcentered": "·", "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textbar": "|",
    "textless": "<", "textgreater": ">", "textunderscore": "_", "textdollar": "$", "lbrace": "{", "rbrace": "}",
    "textbraceleft": "{", "textbraceright": "}", "textasteriskcentered": "*", "slash": "/", "textpm": "±",
    "texttimes": "×", "textmu": "µ", "textonehalf": "½", "textexclamdown": "¡", "textquestiondown": "¿",
    "textordfeminine": "ª", "textordmasculine": "º", "checkmark": "✓", "TeX": "TeX", "LaTeX": "LaTeX",
    "LaTeXe": "LaTeX2e", "XeTeX": "XeTeX", "BibTeX": "BibTeX", "LuaTeX": "LuaTeX", "nobreakspace": " ", "space": " ",
    "quad": " ", "qquad": " ", "enspace": " ", "thinspace": " ", "enskip": " ", "hfill": " ", "hskip": " ",
    "textrightarrow": "→", "textleftarrow": "←", "rightarrow": "→", "Rightarrow": "⇒", "leftarrow": "←", "to": "→",
    "textasciigrave": "`", "textnumero": "№", "textvisiblespace": "␣", "colon": ":", "and": ", ", "textcompwordmark": "",
    "percent": "%", "ordinalnum": "", "newline": "\n", "tabularnewline": "\n", "linebreak": "\n",
}
"""What commands of letters are read as."""

ESCAPED = {
    "&": "&", "%": "%", "$": "$", "#": "#", "_": "_", "{": "{", "}": "}", " ": " ", "\n": " ", "\t": " ", ",": " ",
    ";": " ", ":": " ", ">": " ", "!": "", "-": "", "/": "", "@": "", "+": "", "<": "", "|": "|",
}
"""What a backslash with one sign after it is read as."""


def is_accent(name: str) -> bool:
    """Whether a command puts an accent on the letter after it."""
    return name in _ACCENTS


def accented(name: str, letter: str) -> str:
    """A letter with the accent of the command `name`."""
    base = {"ı": "i", "ȷ": "j"}.get(letter[:1], letter[:1])
    return unicodedata.normalize("NFC", base + _ACCENTS[name]) + letter[1:] if base.strip() else letter
