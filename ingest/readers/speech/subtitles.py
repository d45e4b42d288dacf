"""Subtitles (WebVTT, SubRip): a page is a minute of speech, each paragraph under the time at which it begins."""

from pathlib import Path

from ingest.readers.base import Progress, ReadFile
from ingest.readers.book import Book
from ingest.readers.decoding import words_of
from ingest.readers.speech.cues import cues_of
from ingest.readers.speech.turns import SpokenTurn, turns
from rag.errors import Refusal, UnreadableFile
from rag.pages.times import written
from rag.values.pages import Kind

_MINUTE = 60


class SubtitlesReader:
    """Reads what is said. The time of a paragraph is furniture on a line of its own before it: by it
    `rag.values.places` gives the time of any place of the page."""

    media_type = "text/vtt"

    def read(self, path: Path, page_limit: int, progress: Progress) -> ReadFile:
        text, problems = words_of(path.read_bytes())
        spoken = turns(cues_of(text))
        if not spoken:
            raise UnreadableFile(
                "There are no subtitles in it: no line gives the time at which something is said. Save it as "
                "WebVTT or SubRip and add that.",
                Refusal.DAMAGED,
            )
        book = Book(self.media_type, "minute", page_limit)
        minute, last = -1, ""
        for number, turn in enumerate(spoken, start=1):
            if int(turn.start // _MINUTE) != minute or number == 1:
                minute = int(turn.start // _MINUTE)
                writer = book.page(written(minute * _MINUTE))
                progress(number, len(spoken))
            writer.add(Kind.FURNITURE, written(int(turn.start)))
            writer.add(Kind.PARAGRAPH, _named(turn, last), group="")
            last = turn.voice
        progress(len(spoken), len(spoken))
        return book.finish("", problems)


def _named(turn: SpokenTurn, before: str) -> str:
    return f"{turn.voice}: {turn.words}" if turn.voice and turn.voice != before else turn.words
