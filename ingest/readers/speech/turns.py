"""Cues joined into paragraphs: sentences that go on over cues, as long as one speaks without a pause."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.readers.speech.cues import SpokenCue

_ENDS = re.compile(r"[.!?。！？؟…][\"'”’»)\]]*$")
_APART, _SILENCE = (
    2.0,
    10.0,
)  # seconds between words after a sentence, and after anything, that begin a paragraph
_LONG = (
    6.0  # seconds after which the end of a sentence ends a paragraph, so that its time is near what it says
)
_LONGEST = 400  # characters of a paragraph where no sentence ends, as in captions without stops
_TWO_SCRIPTS = 0.6  # the share of cues in two scripts which makes subtitles in two languages
# What a line begins with where another one speaks: ">>", or a name in capitals.
_SPEAKS = re.compile(r">>|[^\W\da-z_][^\Wa-z_]*(?:[ .'-]+[^\Wa-z_]+){0,3}:\s")
_ROLLING = 0.3  # the share of cues that begin with what was shown before which makes captions that roll


@dataclass(slots=True)
class SpokenTurn:
    """What one speaker says from `start` on (seconds)."""

    start: float
    end: float
    voice: str
    words: str


def turns(cues: Sequence[SpokenCue]) -> list[SpokenTurn]:
    """The paragraphs, in order."""
    spoken = [turn for track in _tracks(_once(cues)) for turn in _joined(track)]
    return sorted(spoken, key=lambda turn: turn.start)


def _joined(cues: Sequence[SpokenCue]) -> list[SpokenTurn]:
    found: list[SpokenTurn] = []
    for cue in cues:
        for voice, words in cue.lines:
            last = found[-1] if found else None
            if (
                last is not None
                and voice == last.voice
                and not _begins(last, cue)
                and not _SPEAKS.match(words)
            ):
                last.words += f" {words}"
                last.end = max(last.end, cue.end)
            else:
                found.append(SpokenTurn(cue.start, cue.end, voice, words))
    return found


def _tracks(cues: Sequence[SpokenCue]) -> list[Sequence[SpokenCue]]:
    """The cues of each language, where most of them say the same on two lines in two scripts."""
    pairs = [cue for cue in cues if len(cue.lines) == 2]
    scripts = Counter(tuple(_script(words) for _, words in cue.lines) for cue in pairs)
    (usual, count), *_ = scripts.most_common(1) or [(("", ""), 0)]
    if len(set(usual)) < 2 or "" in usual or count < _TWO_SCRIPTS * len(cues):
        return [cues]
    tracks: list[Sequence[SpokenCue]] = []
    for script in usual:
        lines = [(cue, tuple(line for line in cue.lines if _script(line[1]) == script)) for cue in cues]
        tracks.append([replace(cue, lines=own) for cue, own in lines if own])
    rest = [(cue, tuple(line for line in cue.lines if _script(line[1]) not in usual)) for cue in cues]
    return [*tracks, [replace(cue, lines=own) for cue, own in rest if own]]


def _script(words: str) -> str:
    """The script that most letters are of ("LATIN", "CJK"), "" where there are none."""
    names = Counter(unicodedata.name(sign, "").split(" ")[0] for sign in words if sign.isalpha())
    return names.most_common(1)[0][0] if names else ""


def _begins(last: SpokenTurn, cue: SpokenCue) -> bool:
    """Whether a cue begins a paragraph."""
    if cue.start == last.start:
        return False
    pause = cue.start - last.end
    if _ENDS.search(last.words[-5:]):
        return pause > _APART or cue.start - last.start >= _LONG
    return pause > _SILENCE or len(last.words) > _LONGEST


def _once(cues: Sequence[SpokenCue]) -> list[SpokenCue]:
    """Captions that roll, each line said once: what a cue shows again of the one before is left out."""
    again = sum(_repeats(before, cue) > 0 for before, cue in pairwise(cues))
    if not any(cue.rolls for cue in cues) and again < _ROLLING * len(cues):
        return list(cues)
    found: list[SpokenCue] = []
    shown: SpokenCue | None = None
    for cue in cues:
        count = _repeats(shown, cue) if shown is not None else 0
        if count < len(cue.lines):
            found.append(replace(cue, lines=cue.lines[count:]))
        shown = cue
    return found


def _repeats(before: SpokenCue, cue: SpokenCue) -> int:
    """How many lines at the beginning of a cue are those at the end of the one before it."""
    if cue.start - before.end > _APART:
        return 0
    for count in range(min(len(before.lines), len(cue.lines)), 0, -1):
        if before.lines[-count:] == cue.lines[:count]:
            return count
    return 0
