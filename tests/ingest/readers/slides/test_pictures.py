"""Pictures that may hold words."""

from ingest.readers.slides.frames import SlideShapes
from ingest.readers.slides.package.deck import Deck
from ingest.readers.slides.package.parts import SlideParts
from ingest.readers.slides.pictures import SlidePictures
from tests.ingest.readers.slides.decks import deck, relations, slide

PNG = b"\x89PNG" + bytes(4000)


def picture(wide: int, tall: int) -> str:
    return (
        '<p:pic><p:nvPicPr><p:cNvPr id="1" name="p"/></p:nvPicPr><p:blipFill><a:blip r:embed="r1"/>'
        f'<a:srcRect l="25000"/></p:blipFill><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{tall}"/>'
        "</a:xfrm></p:spPr></p:pic>"
    )


def collected(tmp_path, slides, most=60):
    more = {"ppt/media/a.png": PNG}
    for number in range(len(slides)):
        more[f"ppt/slides/_rels/slide{number + 1}.xml.rels"] = relations(("image", "../media/a.png"))
    parts = SlideParts(deck(tmp_path / "a.pptx", *slides, more=more))
    found = Deck(parts)
    shapes, pictures = SlideShapes(found), SlidePictures(parts, most)
    return [held for one in found.slides() for held in pictures.of(one, shapes.of(one))]


def test_only_large_pictures_are_collected(tmp_path):
    (found,) = collected(tmp_path, [slide(picture(500, 250), picture(50, 50))])
    assert (found.slide, found.blob, found.box, found.crop) == (1, PNG, (0, 0, 0.5, 0.5), (0.25, 0, 0, 0))


def test_a_logo_is_collected_three_times_at_most_and_not_more_than_asked_for(tmp_path):
    slides = [slide(picture(500, 250))] * 5
    assert [held.slide for held in collected(tmp_path, slides)] == [1, 2, 3]
    assert len(collected(tmp_path, slides, most=2)) == 2
