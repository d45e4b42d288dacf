"""Recognition of the words in pictures (OCR); other readers use `words_in` for pictures on slides and in documents."""

from dataclasses import dataclass

from ingest.readers.ocr.values import Box


@dataclass(frozen=True, slots=True)
class PictureLine:
    """A line of words in a picture. `box` is its place in fractions of the picture's width and height, `sure` in [0, 1]
    how sure its reading is."""

    text: str
    box: Box
    sure: float


def words_in(picture: bytes) -> list[PictureLine]:
    """The lines in a picture (PNG, JPEG, …), in the order in which they are read; none where there are none, where the
    script is unknown, or where it takes too long.

    Raises UnreadableFile where the bytes are no picture, or one that is too large. It takes seconds: leave out what is
    too small to have words.
    """
    from ingest.readers.ocr.inline import lines_in  # its libraries are heavy

    return [PictureLine(*line) for line in lines_in(picture)]
