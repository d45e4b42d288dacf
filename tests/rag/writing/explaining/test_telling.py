from dataclasses import replace

from rag.evidence.kept import evidence_of
from rag.question.question import Question
from rag.values import Cell, Kind
from rag.writing.explaining.telling import telling
from tests.rag.writing.explaining.test_explanation import book, stored

QUESTION = Question.of("Why does bread rise?")


def test_questions_references_labels_and_agendas_say_nothing():
    units = book(
        stored(0, "Yeast makes gas, so bread rises."),
        stored(50, "What do we know of yeast and gas?"),
        stored(100, "A. Baker. On the rise of bread. Journal of Loaves, 46(2):174–199, 1997."),
        stored(200, "Bread rise"),
        stored(250, "Figure 2.1. Cross section of a loaf that rises."),
        stored(300, "An extended example"),
        stored(400, "gas from yeast", kind=Kind.ITEM, context=("What is in dough:",)),
        stored(500, "2 Gas and ovens", kind=Kind.ITEM),
        stored(600, "http://bread.example/why-it-rises", kind=Kind.ITEM),
        stored(700, "rise 0.3 0.4 0.5 0.6 0.7 0.8 0.9", kind=Kind.CODE),
        stored(900, "In this section we look at yeast and gas."),
        stored(
            950, "Explain how yeast makes gas in bread.", kind=Kind.ITEM, context=("You will be able to:",)
        ),
        stored(990, "that makes gas in dough for bread that rises."),
    )
    found = [evidence_of(unit, 1, "a.pdf", 0.5, rank) for rank, unit in enumerate(units.values(), 1)]
    assert [one.start for one in telling(QUESTION, found, units)] == [0, 400]
    assert telling(QUESTION, found[1:3], units) == found[1:3]  # nothing else is there


def test_of_a_section_that_has_no_word_of_the_question_nothing_is_told():
    units = book(
        stored(0, "Yeast makes gas, so bread rises.", under=(1, 0)),
        stored(50, "The gas is held by gluten.", under=(1, 0)),
        stored(100, "A shrub has many trunks and branches.", under=(2, 0)),
    )
    found = [evidence_of(unit, 1, "a.pdf", 0.5, rank) for rank, unit in enumerate(units.values(), 1)]
    assert [one.start for one in telling(QUESTION, found, units)] == [0, 50]
    assert len(telling(Question.of("Warum gehen Semmeln auf?"), found, units)) == 3


def test_of_a_question_for_something_particular_what_has_hardly_a_word_of_it_is_left_out():
    units = book(
        stored(0, "A stale loaf goes to the hens within a week of baking."),
        stored(100, "The list below gives each loaf."),
        stored(200, "loaf\tstale\tweek", kind=Kind.ROW),
        stored(300, "loaf\tfresh\tday", kind=Kind.ROW),
    )
    found = [evidence_of(unit, 1, "a.pdf", 0.5, rank) for rank, unit in enumerate(units.values(), 1)]
    # Of stale, loaf, week and baking the first has four, the rows three and one.
    asked = Question.of("What happens to a stale loaf within a week of baking?")
    assert [one.start for one in telling(asked, found, units)] == [0, 100, 200]
    far_above = [replace(found[0], score=0.5), *(replace(one, score=0.12) for one in found[1:])]
    assert [one.start for one in telling(asked, far_above, units)] == [0, 200]
    assert len(telling(Question.of("What happens to a loaf?"), found, units)) == 4


def test_a_row_without_any_head_says_nothing():
    cells = (Cell("", 0, 4), Cell("", 5, 7))
    bare = stored(0, "Rise\t12", kind=Kind.ROW)
    bare = replace(bare, unit=replace(bare.unit, cells=cells))
    units = book(bare, stored(50, "Yeast makes gas, so bread rises."))
    found = [evidence_of(unit, 1, "a.pdf", 0.5, rank) for rank, unit in enumerate(units.values(), 1)]
    assert [one.start for one in telling(QUESTION, found, units)] == [50]
