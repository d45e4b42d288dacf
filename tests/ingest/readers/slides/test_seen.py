"""Words in the pictures of slides."""

from ingest.blocks.writer import PageWriter
from ingest.readers.ocr import PictureLine
from ingest.readers.slides.pictures import SlidePicture
from ingest.readers.slides.seen import SECONDS, PictureWords
from rag.errors import UnreadableFile
from rag.values import Kind, Spot


def picture(slide: int, blob: bytes = b"") -> SlidePicture:
    return SlidePicture(slide, "a.png", blob, (0.1, 0.2, 0.5, 0.6))


def read(blob: bytes) -> list[PictureLine]:
    if blob == b"broken":
        raise UnreadableFile("It is no picture.")
    box = (0.0, 0.0, 1.0, 1.0)
    return [PictureLine("Yeast rises.", box, 0.9), PictureLine("~~", box, 0.9), PictureLine("blur", box, 0.3)]


def test_sure_lines_stand_in_the_place_of_their_picture() -> None:
    writer = PageWriter()
    PictureWords(read, lambda: 0.0).write(writer, [picture(1), picture(1, b"broken")])
    assert writer.text == "Yeast rises."
    assert [block.kind for block in writer.blocks] == [Kind.PARAGRAPH]
    assert writer.spots == [Spot(0, 12, 0.1, 0.2, 0.5, 0.6, 0.9)]


def test_what_there_is_no_time_for_is_named() -> None:
    times = iter([0.0, SECONDS + 1])
    words, writer = PictureWords(read, lambda: next(times)), PageWriter()
    words.write(writer, [picture(1), picture(2)])
    assert words.left_out == [2]
    assert writer.text == "Yeast rises."
