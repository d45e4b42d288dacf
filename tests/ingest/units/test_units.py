from ingest.units.context import MOST, context, leans, opens
from ingest.units.leads import leads
from ingest.units.sentences import LONGEST, pieces
from ingest.units.units import units
from rag.store.documents.units import embedded_unit
from rag.values import Block, Cell, Kind, Page, Rest


def block(page: str, words: str, kind: Kind = Kind.PARAGRAPH, **given: object) -> Block:
    """The block of these words of a page."""
    start = page.index(words)
    return Block(kind, start, start + len(words), **given)  # type: ignore[arg-type]


def said(page: Page, number: int = 0) -> str:
    unit = units([page])[number]
    return page.text[unit.start : unit.end]


def test_a_paragraph_is_units_by_the_sentence_under_its_headings():
    text = "Fungi\n\nHyphae grow at their tips. They branch."
    heading = block(text, "Fungi", Kind.HEADING, level=1)
    page = Page(1, text, blocks=(heading, block(text, text[7:], headings=("Fungi",))))
    title, first, second = units([page])
    assert (title.kind, title.context, title.under) == (Kind.HEADING, (), None)
    assert text[first.start : first.end] == "Hyphae grow at their tips."
    assert (first.context, first.under) == (("Fungi",), (1, 0))
    # "They" leans on the sentence before it.
    assert second.context == ("Fungi", "Hyphae grow at their tips.")


def test_a_heading_at_the_beginning_of_a_paragraph_is_context_of_what_follows_in_it():
    text = "Krebs cycle. Runs in the matrix. Krebs proposed it.\n\nNobody knew why."
    first, second = text.split("\n\n")
    page = Page(1, text, blocks=(block(text, first, headings=("Energy",)), block(text, second)))
    head, runs, proposed, why = units([page])
    assert (head.context, runs.context, why.context) == (("Energy",), ("Energy", "Krebs cycle."), ())
    assert proposed.context == ("Energy", "Krebs cycle.")


def test_a_short_sentence_is_no_heading():
    for sentence in (
        "It rains.",
        "Is it open?",
        "That was all.",
        "Thanks.",
        "See Fig. 3.",
        "Krebs cycle:",
        "in short.",
        "Role of 1 to 2 and of 3 there.",
    ):
        assert not opens(sentence, "en")
    assert opens("Krebs cycle.", "en") and opens("Limits of growth.", "en") and opens("Cycle de Krebs.", "fr")


def test_an_item_knows_its_heading_and_what_introduces_its_list():
    text = "a sleeping bag\na map"
    bag = block(text, "a sleeping bag", Kind.ITEM, headings=("Hut",), lead="Everyone brings:")
    page = Page(1, text, blocks=(bag,))
    (unit,) = units([page])
    assert (unit.kind, unit.context) == (Kind.ITEM, ("Hut", "Everyone brings:"))
    assert embedded_unit(unit, "a sleeping bag") == "Everyone brings: a sleeping bag"


def test_a_row_knows_its_heads_and_heads_are_no_units():
    text = "Alloy\tDensity\nPewter\t7.3"
    head = block(
        text, "Alloy\tDensity", Kind.ROW, table=0, is_head=True, cells=(Cell("", 0, 5), Cell("", 6, 13))
    )
    cells = (Cell("Alloy", 14, 20), Cell("Density", 21, 24))
    row = block(text, "Pewter\t7.3", Kind.ROW, headings=("Metals",), table=0, cells=cells)
    (unit,) = units([Page(1, text, blocks=(head, row))])
    assert (unit.context, unit.cells, unit.table) == (("Metals", "Alloy | Density"), cells, 0)
    assert embedded_unit(unit, text[unit.start : unit.end]) == "Alloy: Pewter; Density: 7.3"


def test_a_sentence_with_a_colon_introduces_the_one_after_it():
    text = "Here is an example:\nTwo threads meet at a gate."
    first, second = units([Page(1, text, blocks=(block(text, text, Kind.NOTE),))])
    assert (first.context, second.context) == ((), ("Here is an example:",))


def test_a_line_with_a_colon_introduces_the_paragraph_after_it_and_no_more():
    text = "An example:\n\nTwo threads meet.\n\nA new thought."
    page = Page(1, text, blocks=tuple(block(text, words) for words in text.split("\n\n")))
    assert leads(page) == ["", "An example:", ""]


def test_a_note_below_a_table_knows_what_it_is_about():
    text = "Rent (b)\t7\nFood\t(1)\n\n(b) Mostly of the hall.\n\n(1) As paid."
    rent = block(text, "Rent (b)\t7", Kind.ROW, table=0, cells=(Cell("", 0, 8), Cell("", 9, 10)))
    food = block(text, "Food\t(1)", Kind.ROW, table=0, cells=(Cell("", 11, 15), Cell("", 16, 19)))
    hall, paid = (block(text, words, Kind.NOTE) for words in ("(b) Mostly of the hall.", "(1) As paid."))
    assert leads(Page(1, text, blocks=(rent, food, hall, paid))) == ["", "", "Rent", ""]


def test_furniture_is_no_unit():
    text = "Page 3"
    assert units([Page(1, text, blocks=(block(text, text, Kind.FURNITURE),))]) == []


def test_a_sentence_over_a_page_end_is_one_unit_with_a_place_on_each_page():
    one, two = "The captain was", "Ebba Norling. She was born in Varn."
    pages = [
        Page(1, one, blocks=(block(one, one, goes_on=True),)),
        Page(2, two, blocks=(block(two, two),)),
    ]
    first, second = units(pages)
    assert (first.page, first.rest) == (1, Rest(2, 0, len("Ebba Norling.")))
    assert two[second.start : second.end] == "She was born in Varn."


def test_a_sentence_goes_on_below_a_figure_and_a_note_at_the_next_pages_top():
    one, two = "The captain was", "Figure 3. The hall.\n\n1 As of May.\n\nEbba Norling. She was born in Varn."
    figure = block(two, "Figure 3. The hall.", Kind.CAPTION)
    note = block(two, "1 As of May.", Kind.NOTE)
    running = block(two, "Ebba Norling. She was born in Varn.")
    pages = [
        Page(1, one, blocks=(block(one, one, goes_on=True),)),
        Page(2, two, blocks=(figure, note, running)),
    ]
    first, *_, last = units(pages)
    assert first.rest == Rest(2, running.start, running.start + len("Ebba Norling."))
    assert two[last.start : last.end] == "She was born in Varn."


def test_what_ends_its_sentence_does_not_go_on():
    one, two = "All was well.", "Ebba Norling was born in Varn."
    pages = [Page(1, one, blocks=(block(one, one, goes_on=True),)), Page(2, two, blocks=(block(two, two),))]
    assert [unit.rest for unit in units(pages)] == [None, None]


def test_the_rest_of_a_row_is_all_of_the_row_on_the_next_page():
    one, two = "Ada\tbuilt the", "\tfirst mill.\n\nNext."
    row = Block(Kind.ROW, 0, len(one), cells=(Cell("Who", 0, 3), Cell("What", 4, 13)), goes_on=True)
    more = Block(Kind.ROW, 1, 12, cells=(Cell("What", 1, 12),))
    pages = [Page(1, one, blocks=(row,)), Page(2, two, blocks=(more, block(two, "Next.")))]
    first, second = units(pages)
    assert first.rest == Rest(2, 1, 12) and two[second.start : second.end] == "Next."


def test_too_long_a_sentence_falls_into_pieces_that_lose_nothing():
    text = " ".join(f"word{number}" for number in range(400))
    found = pieces(text, 0, len(text))
    assert all(0 < end - start <= LONGEST for start, end in found)
    assert " ".join(text[start:end] for start, end in found) == text
    unbroken = "x" * (3 * LONGEST)
    assert "".join(unbroken[a:b] for a, b in pieces(unbroken, 0, len(unbroken))) == unbroken


def test_a_context_is_bounded_and_keeps_what_is_nearest():
    far, near = "Part " + "x" * 200, "Chapter " + "y" * 100
    found = context([far, near], "word " * 100)
    assert sum(map(len, found)) <= MOST
    assert found[0] == near and found[-1].startswith("… word")


def test_a_sentence_leans_by_its_first_words():
    assert leans("It was built in 1412.", "en") and leans("In this, it fails.", "en")
    assert not leans("The toll house was built in 1412.", "en")
    assert leans("Er baute sie.", "de")


def test_an_entry_of_references_is_one_unit_and_a_footnote_is_not() -> None:
    text = "[1] A. Smith. Glass in cold rooms. Journal of Glass, 2001."
    listed, foot = (block(text, text, Kind.NOTE, headings=(title,)) for title in ("References", "Glass"))
    assert [(unit.start, unit.end) for unit in units([Page(1, text, blocks=(listed,))])] == [(0, len(text))]
    assert len(units([Page(1, text, blocks=(foot,))])) > 1


def test_what_introduces_a_row_a_formula_and_code() -> None:
    text = "Table 1. Densities of alloys.\nPewter\t7.3\nThe period is\nT = 2π√(l/g)"
    row = block(
        text, "Pewter\t7.3", Kind.ROW, table=0, cells=(Cell("Alloy", 30, 36), Cell("Density", 37, 40))
    )
    page = Page(
        1,
        text,
        blocks=(
            block(text, "Table 1. Densities of alloys.", Kind.CAPTION),
            row,
            block(text, "The period is"),
            block(text, "T = 2π√(l/g)", Kind.FORMULA),
        ),
    )
    assert leads(page) == ["", "Table 1. Densities of alloys.", "", "The period is"]
    _, in_table, _, formula = units([page])
    assert in_table.context == ("Table 1. Densities of alloys.", "Alloy | Density")
    assert formula.context == ("The period is",)


def test_a_caption_below_its_table_introduces_it_too() -> None:
    text = "Pewter\t7.3\nTable 1. Densities."
    page = Page(
        1,
        text,
        blocks=(
            block(text, "Pewter\t7.3", Kind.ROW, table=0),
            block(text, "Table 1. Densities.", Kind.CAPTION),
        ),
    )
    assert leads(page)[0] == "Table 1. Densities."
