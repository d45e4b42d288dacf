"""Where words begin and end in the scripts that Lectern reads, and which script a text is in."""

import re

CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af"
"""Chinese characters, kana and hangul, as a class of a regular expression."""
# What is written on or around a letter and is no letter itself: accents, Arabic, Devanagari and Tamil vowels.
_MARKS = (
    r"\u0300-\u036f\u064b-\u0652\u0900-\u0903\u093a-\u093c\u093e-\u094f\u0951-\u0957\u0962\u0963"
    r"\u0b82\u0bbe-\u0bcd\u0bd7"
)
WORD = re.compile(rf"\d+(?:[.,]\d+)*|[{CJK}]+|[^\W\d_{CJK}]+(?:[{_MARKS}]+[^\W\d_]*)*")
CJK_RUN = re.compile(rf"[{CJK}]")
ARABIC = re.compile(r"[\u0600-\u06ff]")
# Letters that Persian and Urdu have and Arabic has not.
PERSIAN = re.compile(r"[پچژگ]")
_OTHER_SCRIPT = re.compile(r"[\u0370-\u05ff\u0900-\u097f\u0b80-\u0bff\u1f00-\u1fff]")
_LETTER = re.compile(r"[^\W\d_]")
_SCRIPTS = {
    "ru": re.compile(r"[\u0400-\u052f]"),
    "el": re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]"),
    "hy": re.compile(r"[\u0530-\u058f]"),
    "he": re.compile(r"[\u0590-\u05ff]"),
    "hi": re.compile(r"[\u0900-\u097f]"),
    "ta": re.compile(r"[\u0b80-\u0bff]"),
}


def likeliest_by_script(text: str) -> str:
    """The language most often written in the script of most of the letters; "" for Latin, and for none."""
    if not _OTHER_SCRIPT.search(text):
        return ""
    half = len(_LETTER.findall(text)) / 2
    return next((code for code, letter in _SCRIPTS.items() if len(letter.findall(text)) > half), "")
