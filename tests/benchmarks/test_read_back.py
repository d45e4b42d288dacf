"""Marks are read back as a reader sees them, and what is marked wrongly is noticed."""

from pathlib import Path

from benchmarks.reading.read_back import of_boxes, of_markdown, of_slide
from benchmarks.reading.views import Quoted, alike, read_back
from ingest.blocks.writer import PageWriter
from rag.pages.boxes import Box
from rag.values import Kind, Page, Spot
from ui.markdown import highlighted


def page(method: str) -> Page:
    writer = PageWriter()
    writer.add(Kind.PARAGRAPH, "A [comet] *is* ice: www.x.org -> 5].")
    return Page(1, writer.text, method, blocks=tuple(writer.blocks))


def test_markdown_is_read_without_its_marks() -> None:
    text = "A [comet] *is* ice: www.x.org -> 5]."
    assert of_markdown(highlighted(text, (2, 36), ((3, 8), (11, 13)))) == [text[2:36]]
    assert of_markdown("nothing \\:yellow-background\\[no\\]") == []


def test_slides_and_sections_are_read_back_to_the_letter() -> None:
    for method in ("slide", "section"):
        quoted = Quoted(Path("a"), page(method), 2, 9)
        assert read_back(quoted) == "[comet]"
        assert alike(quoted, "[comet]") and not alike(quoted, "comet]") and not alike(quoted, "")


def test_recognised_words_are_read_by_their_middles() -> None:
    spots = (Spot(0, 1, 0.1, 0.1, 0.2, 0.2), Spot(2, 3, 0.3, 0.1, 0.4, 0.2), Spot(4, 5, 0.1, 0.5, 0.2, 0.6))
    shown = Page(1, "a b c", "ocr", spots=spots)
    assert of_boxes(shown, [Box(0.05, 0.05, 0.36, 0.3)]) == ["a", "b"]
    assert read_back(Quoted(Path("a"), shown, 2, 5)) == "b c"


def test_a_slide_without_marks_has_none() -> None:
    assert of_slide('<svg xmlns="http://www.w3.org/2000/svg"><p>text</p></svg>') == []
