"""A note of an answer counts its sources from 1 and says where in its text each stands."""

from dataclasses import replace

from rag.store.conversations import Message, State
from rag.store.notes.notes import KeptNote
from rag.values import AnswerPart, Block, Citation, Document, Kind, Page, Shape, Task
from tests.ui.fakes import TEXT, answer
from ui.export.paper import TextRun
from ui.notes.card import note_text
from ui.notes.making import lines_of, note_of_answer, note_of_words, sources_of

ITEMS = (AnswerPart(Shape.ITEM, (0,)), AnswerPart(Shape.ITEM, (1,)))
MESSAGE = Message(9, 1, "assistant", "Mirela found it.", State.DONE, 50.0)
DOCUMENT = Document(7, "Course", "zanthor.txt", "The comet", "a" * 64, "text/plain", 9, 1, 1, "", 0.0)


def test_an_answer_is_kept_with_what_it_cites() -> None:
    note = note_of_answer(MESSAGE, "Who found it?", answer(7), "Course", "so it is")
    assert note.text == "Mirela\n\nMirela found it. It may be old."
    assert note.marks == ((6, 1), (24, 1))
    assert [cited.quote for cited in note.citations] == [TEXT[46:77]]
    assert (note.heading, note.remark, note.collection) == ("Who found it?", "so it is", "Course")
    assert (note.message_id, note.as_of) == (9, 50.0)
    assert note_text(note).splitlines() == [
        r"Mirela \[1\]  ",
        "",
        r"Mirela found it\. \[1\] It may be old\.  ",
    ]


def test_the_items_of_a_list_stand_below_each_other() -> None:
    whole = answer(7)
    first, second = (replace(whole.claims[0], text=text) for text in ("Ice.", "Dust."))
    listed = replace(whole, short=None, task=Task.LIST, claims=(first, second), text="x", parts=ITEMS)
    note = note_of_answer(MESSAGE, "What?", listed, "", "")
    assert note.text == "• Ice.\n• Dust." and note.marks == ((6, 1), (14, 1))


def test_an_answer_without_sources_is_kept_as_its_words() -> None:
    note = note_of_answer(MESSAGE, "What?", answer(7, abstained=True), "Course", "")
    assert note.text == "The material does not answer this question."
    assert note.citations == () and note.marks == ()


def test_words_of_a_page_are_cited_without_the_blanks_around_them() -> None:
    page = Page(3, "One.\n\n  Two.\tThree.  ", label="iii", blocks=(Block(Kind.PARAGRAPH, 0, 4),))
    note = note_of_words(DOCUMENT, page, 4, 22, "r", 5.0)
    assert note.citations == (Citation(7, "zanthor.txt", 3, 8, 19, "Two.\tThree.", 1.0, "iii", "text"),)
    assert page.text[8:19] == note.text == "Two.\tThree."
    (source,) = sources_of(note)
    assert (source.number, source.page, source.quote, source.answered) == (1, 3, "Two.\tThree.", 5.0)
    assert list(lines_of(note)) == [(TextRun("Two. │ Three.", (1,)),)]


def test_a_text_is_cut_behind_what_each_source_carries() -> None:
    note = KeptNote("", "A b. C d.\n\nE.", marks=((4, 2), (4, 1), (13, 1)))
    assert list(lines_of(note)) == [
        (TextRun("A b.", (2, 1)), TextRun("C d.")),
        (),
        (TextRun("E.", (1,)),),
    ]
