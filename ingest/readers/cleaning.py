"""Making text fit to be stored, searched and quoted; done once, here, so that every offset agrees.

For PDFs the steps only delete characters, change white space, or write a line-end hyphen as "-".
So the characters of a cleaned page that are not white space are a subsequence of those that the PDF
library gives, and can be found in them again by walking forward (pdfium's U+FFFE counting as "-").
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ingest.readers.hyphens import belongs, is_suspended

# Controls, invisible formatting (the joiners U+200C and U+200D carry meaning and stay), tags, non-characters.
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_GLYPH_NAME = re.compile(r"/[A-Za-z]{1,3}\d{1,4}(?=[/\s]|$)|\(cid:\d+\)|/uni[0-9A-F]{4}")
# East Asian scripts are written together, with Latin and Greek among them, as is mathematics.
_COMPATIBLE = re.compile(
    r"CJK|HIRAGANA|KATAKANA|HANGUL|BOPOMOFO|FULLWIDTH|HALFWIDTH|MATHEMATICAL|DOUBLE-STRUCK|BLACK-LETTER"
    r"|SCRIPT|MODIFIER|GREEK|MICRO|FEMININE|MASCULINE"
)
# Four single letters at least, each after one blank; in Latin, Greek, Cyrillic: elsewhere single characters are words.
_SPACED = re.compile(r"(?<![^\W\d_] )\b[A-Za-z\u00c0-\u052f](?: [A-Za-z\u00c0-\u052f]\b){3,}")
_UNCOMMON = re.compile(r"[^\x00-\x7f]")
_SPACES = re.compile(r"[^\S\n]+")
_WORD = re.compile(r"\w+(?:-\w+)*")
# pdfium writes the hyphen of a broken word as U+FFFE and leaves the line end out.
_LINE_HYPHEN = re.compile("[\ufffe\u2010\u00ad-][ \t\r]*\n|\ufffe")
_BROKEN = re.compile(r"([\w-]*\w)(?:\ufffe|[-\u2010\u00ad][ \t]*\r?\n[ \t]*)(\w[\w-]*)")


def printable(text: str) -> str:
    """Without control and format characters, lone surrogates and non-characters; every line end becomes LF."""
    return _DROPPED.sub("", _LINE_ENDS.sub("\n", text))


def tidied(text: str) -> str:
    """Without blanks at line ends or in runs, and never more than one blank line at a time."""
    lines = (line.strip() for line in _SPACES.sub(" ", text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def unspaced(text: str) -> str:
    """Words set with a blank between their letters ("S u n d a y s") put together; wider gaps part them."""
    return _SPACED.sub(lambda found: re.sub(r"(?<=\w) (?=\w)", "", found.group()), text)


def vocabulary(texts: Iterable[str]) -> Counter[str]:
    """How often each word (compounds as written, and their parts) occurs, in lower case."""
    words: Counter[str] = Counter()
    for text in texts:
        if _LINE_HYPHEN.search(text):
            text = _BROKEN.sub(" ", text)
        found = _WORD.findall(text.lower())
        words.update(found)
        for word in found if "-" in text else ():
            if "-" in word:
                words.update(word.split("-"))
    return words


def unbroken(text: str, words: Counter[str]) -> str:
    """Words that were broken at line ends made whole, with their hyphen where it belongs to them.

    `words` is the vocabulary of the document: "ob-jective" loses its hyphen, "task-specific" does not.
    """
    previous = None
    while previous != text:  # a fragment can be the end of one broken word and the start of the next
        previous = text
        text = _BROKEN.sub(lambda match: _joined(match.group(1), match.group(2), words), text)
    return text


def _joined(left: str, right: str, words: Counter[str]) -> str:
    if is_suspended(right):
        return f"{left}- {right}"
    return f"{left}-{right}" if belongs(left, right, words) else left + right


def garbled_share(text: str) -> float:
    """The share, in [0, 1], of the visible characters that no reader could make sense of.

    Those are private-use, unassigned and replacement characters and names of glyphs, which is what a
    font without a character map gives; and letters beside one of another script.
    """
    bare = _GLYPH_NAME.sub("\ufffd", text)
    counts = Counter(bare)
    visible = sum(count for character, count in counts.items() if not character.isspace())
    bad = sum(count for character, count in counts.items() if _is_meaningless(character))
    if not bare.isascii():
        bad += sum(count for pair, count in Counter(_uncommon_pairs(bare)).items() if _are_mixed(*pair))
    return min(1.0, bad / visible) if visible else 0.0


def _uncommon_pairs(text: str) -> Iterator[tuple[str, str]]:
    """The neighbours of which one at least is not in ASCII."""
    for match in _UNCOMMON.finditer(text):
        place = match.start()
        if place and text[place - 1].isascii():
            yield text[place - 1], text[place]
        if place + 1 < len(text):
            yield text[place], text[place + 1]


@lru_cache(maxsize=10_000)
def _is_meaningless(character: str) -> bool:
    return character == "\ufffd" or (
        unicodedata.category(character) in ("Co", "Cn", "Cc", "Cs") and character not in "\n\r\t\ufffe"
    )


def _are_mixed(one: str, other: str) -> bool:
    """Whether two neighbours are letters of different scripts."""
    if one.isascii() and other.isascii():
        return False
    scripts = _script(one), _script(other)
    return all(scripts) and scripts[0] != scripts[1]


@lru_cache(maxsize=10_000)
def _script(character: str) -> str:
    """The script of a letter ("LATIN", "ARABIC"), "" of everything that goes with any script."""
    if unicodedata.category(character) not in ("Ll", "Lu", "Lo"):
        return ""
    script = unicodedata.name(character, "").split(" ")[0]
    return "" if _COMPATIBLE.fullmatch(script) else script
