"""The cues of WebVTT and SubRip files: when something is said, by whom, in which words."""

import html
import re
from dataclasses import dataclass

from ingest.readers.cleaning import printable

_TIMES = re.compile(
    r"\s*(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,3}))?\s*-+>\s*(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,3}))?"
)
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_VOICE = re.compile(r"<v(?:\.[^\s>]{0,60})?\s+([^>]{1,80})>")
_WORD_TIME = re.compile(r"<\d{1,3}:\d{2}[:.\d]{0,10}>")
_RUBY = re.compile(r"<rt>.{0,80}?</rt>")
_MARK = re.compile(
    r"</?(?:[bicuv]|lang|ruby|font|s|i|em|strong|span|a)\b[^<>]{0,200}>|</?c[.\w]{0,60}>", re.IGNORECASE
)
_STYLED = re.compile(r"\{\\?[\w\\&.,()*-]{1,120}\}")  # of SSA, as it is left in many subtitles
_DRAWN = re.compile(r"[\s♪♫♬#*_.…-]*")


@dataclass(frozen=True, slots=True)
class SpokenCue:
    """Words that are shown from `start` to `end`, in seconds; each of `lines` is (who says it or "", words).

    `rolls` where each word has a time of its own, as in captions that are made by a machine.
    """

    start: float
    end: float
    lines: tuple[tuple[str, str], ...]
    rolls: bool = False


def cues_of(text: str) -> list[SpokenCue]:
    """The cues of a file, in order of time. What is no cue (notes, styles, numbers) is left out."""
    lines = [line.rstrip() for line in text.lstrip("\ufeff").split("\n")]
    found: list[SpokenCue] = []
    index = 0
    while index < len(lines):
        times = _TIMES.match(lines[index]) if "->" in lines[index] else None
        if times is None:
            index = _after_aside(lines, index)
            continue
        last = index + 1
        while last < len(lines) and not _ends(lines, last):
            last += 1
        said = lines[index + 1 : last]
        words = tuple(pair for pair in _said(said) if not _DRAWN.fullmatch(pair[1]))
        if words:
            rolls = any(_WORD_TIME.search(line) for line in said)
            found.append(SpokenCue(_seconds(times, 1), _seconds(times, 5), words, rolls))
        index = last
    return sorted(found, key=lambda cue: cue.start)


def _after_aside(lines: list[str], index: int) -> int:
    """The line after `index`, or after the note or style that begins there."""
    if _ASIDE.match(lines[index]):
        while index < len(lines) and lines[index].strip() and "-->" not in lines[index]:
            index += 1
        return index if index < len(lines) and "-->" in lines[index] else index + 1
    return index + 1


def _ends(lines: list[str], index: int) -> bool:
    """Whether a cue ends before a line: at a blank one after which there is no more of it, or where the next begins."""
    line = lines[index]
    if "->" in line and _TIMES.match(line):
        return True
    following = lines[index + 1] if index + 1 < len(lines) else ""
    if "->" in following and _TIMES.match(following):
        return not line.strip() or line.strip().isdigit()
    return not line.strip()


def _said(lines: list[str]) -> list[tuple[str, str]]:
    """The words of lines, each with its voice; a voice goes on until the next one."""
    found: list[tuple[str, str]] = []
    voice = ""
    for line in lines:
        parts = _VOICE.split(_WORD_TIME.sub("", _RUBY.sub("", line)))
        for number, part in enumerate(parts):
            if number % 2:
                voice = " ".join(html.unescape(part).split())
                continue
            words = html.unescape(_STYLED.sub("", _MARK.sub("", part)))
            words = " ".join(printable(words.replace("\\N", " ")).split())
            if words:
                found.append((voice, words))
    return found


def _seconds(times: re.Match[str], first: int) -> float:
    hours, minutes, seconds, rest = (times[first + place] or "0" for place in range(4))
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + int(rest) / float(10 ** len(rest))
