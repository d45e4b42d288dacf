"""Documents that flow: what their paragraphs are, and where their pages end."""

from ingest.readers.base import ReadFile
from ingest.readers.drawings.descriptions import said_of
from ingest.readers.letters.symbols import shown as signs
from ingest.readers.sections.composing import composed
from ingest.readers.sections.parting import PAGE
from ingest.readers.sections.pieces import Found, Piece, SectionTable, paragraph
from rag.values.pages import Kind


def read(*pieces: Found) -> ReadFile:
    return composed(pieces, [], "", "a/b", 100, lambda done, total: None)


def shown(found: ReadFile) -> list[tuple[str, str]]:
    return [
        (block.kind.value, page.text[block.start : block.end])
        for page in found.pages
        for block in page.blocks
    ]


def texts(*words: str) -> list[Piece]:
    return [paragraph(word) for word in words]


def heading(text: str, level: int) -> Piece:
    return Piece(Kind.HEADING, text, level)


def test_items_whose_marks_were_typed() -> None:
    found = read(*texts("A. One", "1. Deep", "2. Deep", "B. Two", "Text.", "• Bullet", "・点", "1. Alone"))
    assert [(block.kind.value, block.depth) for block in found.pages[0].blocks] == [
        ("item", 0),
        ("item", 1),
        ("item", 1),
        ("item", 0),
        ("paragraph", 0),
        ("item", 0),
        ("item", 0),
        ("paragraph", 0),
    ]
    assert found.pages[0].blocks[1].lead == "A. One"


def test_fields_captions_definitions_and_lines_without_words() -> None:
    term = paragraph("Atom: the smallest part of an element.", bold=5)
    found = read(
        *texts("Name: Anna", "Town: Ulm", "***", "Figure 2: A bridge", "Street: 1\nHouse: 2", "One\n\nTwo"),
        term,
    )
    assert shown(found) == [
        ("field", "Name: Anna"),
        ("field", "Town: Ulm"),
        ("caption", "Figure 2: A bridge"),
        ("field", "Street: 1"),
        ("field", "House: 2"),
        ("paragraph", "One"),
        ("paragraph", "Two"),
        ("definition", "Atom: the smallest part of an element."),
    ]


def test_pages_end_between_blocks_and_never_after_a_heading() -> None:
    long = "word " * 360
    found = read(heading("One", 1), *texts(long, long), heading("Deep", 3), *texts("List:", long, long))
    assert [page.label for page in found.pages] == ["One", "Deep"]
    assert found.pages[1].text.startswith("Deep\n\nList:")
    assert all(len(page.text) < PAGE for page in found.pages)
    whole = read(heading("One", 1), *texts("x" * 9000))
    assert [page.text for page in whole.pages] == ["One\n\n" + "x" * 9000]


def test_the_highest_heading_is_of_the_first_level_and_sentences_are_none() -> None:
    sentence = "It is a sentence that somebody set in the style of a heading so that it is bold. " * 2
    found = read(
        heading("Top", 3), *texts("Text."), heading("Under", 4), heading(sentence.strip(), 4), *texts("Text.")
    )
    assert [page.label for page in found.pages] == ["Top", "Under"]
    assert shown(found)[3] == ("paragraph", sentence.strip())


def test_headings_by_their_size_where_most_letters_are_smaller() -> None:
    def para(text: str, size: float) -> Piece:
        return Piece(Kind.PARAGRAPH, text, size=size)

    long = "Text that is long enough to be what stands under a heading of this document."
    found = read(
        para("Title", 20),
        para("Part", 14),
        para(long, 10),
        para(long, 10),
        para(long, 10),
        para("Part 2", 14),
        para(long, 10),
    )
    assert [(page.label, page.blocks[0].level) for page in found.pages] == [
        ("Part", 1),
        ("Part 2", 2),
    ]


def test_an_empty_table_is_nothing_and_signs_are_shown() -> None:
    assert shown(read(SectionTable(), *texts("Text."))) == [("paragraph", "Text.")]
    assert signs("abW\u00a5", "Symbol") == "αβΩ∞"
    assert signs("\uf0fc", "Wingdings") == "✓"
    assert signs("plain \uf0b7", "Arial") == "plain •"
    assert said_of("DSC_012345") == said_of("logo") == ""
