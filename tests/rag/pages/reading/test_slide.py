"""A slide is drawn so that the words in its marks, read back, are those that are marked."""

from xml.etree import ElementTree

import pytest

from ingest.blocks.writer import PageWriter
from rag.pages.reading.parts import Marking
from rag.pages.reading.slide import WIDTH, SlideView, slide
from rag.values import Kind, Page

XHTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"


def page(*, places: bool = True, shape: float = 2.0) -> Page:
    """A title, a list of two levels, a table and a note."""
    writer = PageWriter()
    start = writer.length
    writer.heading("Comets & <ice>", 1)
    if places:
        writer.place(start, 0.1, 0.05, 0.9, 0.2)
    start = writer.length
    writer.add(Kind.ITEM, "A comet is a body of ice.", "list")
    writer.add(Kind.ITEM, "It was found by Mirela in 1987.", "list", depth=1)
    if places:
        writer.place(start, 0.1, 0.3, 0.5, 0.8)
    start = writer.length
    writer.table(["Name", "Year"], [["Zanthor", "1987"]])
    if places:
        writer.place(start, 0.6, 0.3, 0.95, 0.6)
    writer.add(Kind.NOTE, "Say who Mirela was.")
    return Page(3, writer.text, "slide", blocks=tuple(writer.blocks), spots=tuple(writer.spots), shape=shape)


def tree(view: SlideView) -> ElementTree.Element:
    return ElementTree.fromstring(view.svg)


def marked(view: SlideView) -> list[tuple[str, str]]:
    """The class and the words of each mark."""
    return [(m.get("class", ""), "".join(m.itertext())) for m in tree(view).iter(f"{XHTML}mark")]


def places(view: SlideView) -> list[tuple[float, float]]:
    areas = tree(view).iter(f"{SVG}foreignObject")
    return [(round(float(a.get("x", "")), 1), round(float(a.get("y", "")), 1)) for a in areas]


def test_what_is_marked_is_what_is_quoted() -> None:
    shown = page()
    start = shown.text.index("It was")
    year = shown.text.index("1987")
    view = slide(shown, Marking((start, start + 31), ((year, year + 4),)))
    assert marked(view) == [("q", "It was found by Mirela in "), ("w", "1987"), ("q", ".")]
    assert view.marked is not None
    assert (round(view.marked.left, 3), round(view.marked.right, 3)) == (0.1, 0.5)


def test_a_row_is_marked_in_each_of_its_cells() -> None:
    shown = page()
    start = shown.text.index("Zanthor\t")
    view = slide(shown, Marking((start, start + 12)))
    assert marked(view) == [("q", "Zanthor"), ("q", "1987")]
    assert ["".join(cell.itertext()) for cell in tree(view).iter(f"{XHTML}th")] == ["Name", "Year"]


def test_the_boxes_stand_in_their_places_and_the_notes_beneath_the_frame() -> None:
    view = slide(page())
    frame = WIDTH / 2.0
    *inside, notes = places(view)
    assert inside == [(96.0, 24.0), (96.0, 144.0), (576.0, 144.0)]
    assert notes[1] >= frame and view.height > frame
    assert marked(view) == [] and view.marked is None
    assert "Say who Mirela was." in "".join(tree(view).itertext())


def test_a_mark_in_the_notes_is_beneath_the_frame() -> None:
    shown = page()
    start = shown.text.index("Say who")
    view = slide(shown, Marking((start, start + 19)))
    assert marked(view) == [("q", "Say who Mirela was.")]
    assert view.marked is not None and view.marked.top > (WIDTH / 2.0) / view.height


def test_without_places_the_words_stand_in_the_frame_in_their_order() -> None:
    view = slide(page(places=False))
    assert len(places(view)) == 2  # the frame, the notes
    words = "".join(tree(view).itertext())
    assert (
        words.index("Comets") < words.index("body of ice") < words.index("Zanthor") < words.index("Say who")
    )


def test_text_of_a_slide_is_text_whatever_it_is() -> None:
    writer = PageWriter()
    writer.add(Kind.PARAGRAPH, '</mark><script>alert(1)</script>&amp; "]]>\x0b\x00\ud83d\ufffe 漢字')
    shown = Page(1, writer.text, "slide", blocks=tuple(writer.blocks))
    view = slide(shown, Marking((0, len(shown.text))))
    assert not list(tree(view).iter(f"{XHTML}script"))
    ((_, words),) = marked(view)
    assert "".join(words.split()) == '</mark><script>alert(1)</script>&amp;"]]>漢字'


def test_long_text_is_set_smaller_and_then_its_box_grows() -> None:
    def drawn(words: str) -> tuple[float, float, float]:
        writer = PageWriter()
        writer.add(Kind.PARAGRAPH, words)
        writer.place(0, 0.1, 0.1, 0.9, 0.9)
        view = slide(
            Page(1, writer.text, "slide", "", blocks=tuple(writer.blocks), spots=tuple(writer.spots))
        )
        (area,) = tree(view).iter(f"{SVG}foreignObject")
        (outer, *_) = area.iter(f"{XHTML}div")
        size = float(outer.get("style", "").split("font-size:")[1].split("px")[0])
        return size, float(area.get("height", "")), view.height

    short, long, endless = drawn("One line."), drawn("word " * 400), drawn("word " * 4000)
    assert short[0] > long[0] > endless[0]
    assert short[1] == long[1] < endless[1]
    assert short[2] == long[2] == 540.0 < endless[2]


@pytest.mark.parametrize("shape", [0.0, 0.01, 100.0, float("nan")])
def test_a_strange_shape_is_drawn_all_the_same(shape: float) -> None:
    view = slide(page(shape=shape))
    assert 200 < view.height < 4000


def test_a_place_off_the_slide_is_drawn_at_its_edge_and_none_is_lost() -> None:
    writer = PageWriter()
    for index, (left, top) in enumerate([(-0.5, -0.5), (2.0, 0.1), (0.99, 0.99)]):
        start = writer.length
        writer.add(Kind.PARAGRAPH, f"Words {index}.")
        writer.place(start, left, top, left + 0.6, top + 0.6)
    view = slide(Page(1, writer.text, "slide", blocks=tuple(writer.blocks), spots=tuple(writer.spots)))
    words = "".join(tree(view).itertext())
    assert all(f"Words {index}." in words for index in range(3))
    assert all(0 <= left < WIDTH and 0 <= top <= view.height for left, top in places(view))
