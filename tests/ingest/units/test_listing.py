"""Which items are one list."""

from ingest.blocks.marked.render import rendered
from ingest.units.listing import ItemPlace, places
from ingest.units.units import units
from rag.values import Block, Kind, Page


def made(number: int, *parts: tuple[Kind, str], hangs: bool = False, cut: bool = False) -> Page:
    """A page of (kind, words); with `hangs` what is no item hangs, with `cut` its last block goes on."""
    blocks, text = [], ""
    for index, (kind, words) in enumerate(parts):
        start = len(text)
        text += words + "\n"
        last = cut and index == len(parts) - 1
        under = hangs and kind is not Kind.ITEM
        blocks.append(Block(kind, start, len(text) - 1, ("Lab",), lead="Led", goes_on=last, hangs=under))
    return Page(number, text, blocks=tuple(blocks))


def placed(*pages: Page) -> list[tuple[int, int]]:
    """The (list, place) of each item."""
    leads = [[block.lead for block in page.blocks] for page in pages]
    return [(one.number, one.place) for page in places(pages, leads) for one in page if one is not None]


ITEM, TEXT, NOTE = Kind.ITEM, Kind.PARAGRAPH, Kind.NOTE


def test_steps_with_paragraphs_between_them_are_one_list_by_their_numbers() -> None:
    page = made(
        1, (ITEM, "1. Heat."), (TEXT, "Slowly."), (ITEM, "2. Weigh."), (TEXT, "So."), (ITEM, "3. Cool.")
    )
    assert placed(page) == [(0, 1), (0, 2), (0, 3)]
    leads = [["The steps:", "", "Slowly.", "", "So."]]
    assert [one.lead for one in next(places([page], leads)) if one] == ["The steps:"] * 3


def test_bullets_are_parted_by_a_paragraph_unless_it_hangs() -> None:
    parts = ((ITEM, "a torch"), (TEXT, "Charge it."), (ITEM, "a map"))
    assert placed(made(1, *parts)) == [(0, 1), (1, 1)]
    assert placed(made(1, *parts, hangs=True)) == [(0, 1), (0, 2)]


def test_a_note_and_a_page_end_do_not_end_a_list() -> None:
    first = made(1, (ITEM, "a torch"), (NOTE, "1 Or a lamp."), (Kind.FURNITURE, "7"))
    assert placed(first, made(2, (Kind.CAPTION, "Figure 1. The hut."), (ITEM, "a map"))) == [(0, 1), (0, 2)]


def test_the_rest_of_an_item_over_a_page_end_has_its_place() -> None:
    first = made(1, (ITEM, "1. a torch"), (ITEM, "2. a map of"), cut=True)
    assert placed(first, made(2, (ITEM, "the ridge"), (ITEM, "3. socks"))) == [(0, 1), (0, 2), (0, 2), (0, 3)]


def test_a_numbering_that_begins_anew_and_a_heading_begin_another_list() -> None:
    assert placed(made(1, *((ITEM, f"{n}. Go.") for n in (1, 2, 1, 2)))) == [(0, 1), (0, 2), (1, 1), (1, 2)]
    parted = made(1, (ITEM, "1. Go."), (Kind.HEADING, "Next"), (ITEM, "2. Stay."))
    assert placed(parted) == [(0, 1), (1, 1)]


def test_a_list_within_a_step_does_not_take_the_next_step() -> None:
    page = made(1, (ITEM, "1. Heat."), (TEXT, "Take:"), (ITEM, "a pan"), (ITEM, "a lid"), (ITEM, "2. Weigh."))
    assert placed(page) == [(0, 1), (1, 1), (1, 2), (0, 2)]


def test_numbers_that_are_far_apart_are_no_list() -> None:
    between = [(TEXT, "Prose.")] * 30
    assert placed(made(1, (ITEM, "1. Heat."), *between, (ITEM, "2. Weigh."))) == [(0, 1), (1, 1)]


def test_a_table_under_a_step_is_one_thing() -> None:
    row = "x\ty"
    text = "\n".join(["1. Heat.", *[row] * 30, "2. Weigh."])
    blocks = [Block(ITEM, 0, 8)]
    blocks += [Block(Kind.ROW, 9 + 4 * n, 12 + 4 * n, table=0) for n in range(30)]
    blocks.append(Block(ITEM, 129, len(text)))
    assert text[129:] == "2. Weigh."
    assert placed(Page(1, text, blocks=tuple(blocks))) == [(0, 1), (0, 2)]


def test_what_hangs_under_an_item_of_markdown_does_not_end_its_list() -> None:
    source = "Steps:\n\n- Mix.\n\n  Slowly.\n\n- Rest.\n\n  ```\n  wait\n  ```\n\n- Bake.\n\nEnd.\n\n- Eat."
    text, blocks, _ = rendered(source)
    found = units([Page(1, text, blocks=tuple(blocks))])
    assert [(text[unit.start : unit.end], unit.item) for unit in found if unit.kind is ITEM] == [
        ("Mix.", (0, 1)),
        ("Rest.", (0, 2)),
        ("Bake.", (0, 3)),
        ("Eat.", (1, 1)),
    ]
    assert [text[block.start : block.end] for block in blocks if block.hangs] == ["Slowly.", "wait"]


def test_the_sentences_of_a_long_item_share_its_place() -> None:
    long = "1. " + " ".join(f"Pour cup number {n} of the water." for n in range(12))
    page = made(1, (ITEM, long), (ITEM, "2. Stir."))
    assert {unit.item for unit in units([page])[:-1]} == {(0, 1)}
    assert units([page])[-1].item == (0, 2)
    assert ItemPlace(0, 1, "Led") in next(places([page], [["Led", "Led"]]))


def test_the_numbered_lines_of_an_algorithm_are_one_list_over_a_stray_sign() -> None:
    page = made(1, (ITEM, "1: Input: x"), (ITEM, "2: y := x"), (TEXT, "P"), (ITEM, "3: return y"))
    assert placed(page) == [(0, 1), (0, 2), (0, 3)]
