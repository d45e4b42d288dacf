"""The words in the pictures of slides: read by OCR as long as there is time for it."""

import time
from collections.abc import Callable, Sequence

from ingest.blocks.writer import PageWriter
from ingest.readers.ocr import PictureLine, words_in
from ingest.readers.slides.pictures import SlidePicture
from rag.errors import UnreadableFile
from rag.values import Kind

SECONDS = 90.0
"""What the pictures of a file may cost together: they say little that the slides do not."""

_SURE = 0.6  # of a line; what is less sure is mostly a drawing
_FEWEST = 2  # letters and digits of a line


class PictureWords:
    """Reads the pictures of slide after slide. `left_out` are the slides, from 1, with pictures that were not read."""

    def __init__(
        self,
        read: Callable[[bytes], list[PictureLine]] = words_in,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._read = read
        self._clock = clock
        self._left = SECONDS
        self.left_out: list[int] = []

    def write(self, writer: PageWriter, pictures: Sequence[SlidePicture]) -> None:
        """Write the words of each picture as a paragraph in its place; nothing for one without words."""
        for picture in pictures:
            if self._left <= 0:
                self.left_out.append(picture.slide)
                continue
            began = self._clock()
            try:
                lines = self._read(picture.blob)
            except UnreadableFile:
                lines = []  # a picture that cannot be opened is not shown either
            self._left -= self._clock() - began
            said = [line.text for line in lines if line.sure >= _SURE and _letters(line.text) >= _FEWEST]
            if said:
                start = writer.length
                writer.add(Kind.PARAGRAPH, "\n".join(said))
                writer.place(start, *picture.box, sure=min(line.sure for line in lines if line.sure >= _SURE))


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))
