from itertools import pairwise

import pytest

from rag.language.sentences import spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in spans(text)]


def test_abbreviations_and_numbers_do_not_end_a_sentence():
    text = "Dr. Smith paid 3.5 million in 1999 (see Fig. 2). He left, e.g. for Paris."
    assert sentences(text) == ["Dr. Smith paid 3.5 million in 1999 (see Fig. 2).", "He left, e.g. for Paris."]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("机器学习是人工智能的一个分支。它很重要！你知道吗？", 3),
        ("هذا هو الأول. هل تعلم؟ نعم", 3),
        ("Er kam am 3. Oktober an. Dann ging er z. B. nach Hause.", 2),
    ],
)
def test_other_languages(text, count):
    assert len(spans(text)) == count


def test_offsets_are_characters_even_outside_the_basic_plane():
    assert sentences("𝒳 emoji 😀 is here. Next 😀 too!") == ["𝒳 emoji 😀 is here.", "Next 😀 too!"]


def test_headings_and_items_stand_alone():
    assert sentences("# Title\nFirst sentence.\n- one\n- two") == [
        "# Title",
        "First sentence.",
        "- one",
        "- two",
    ]


def test_a_caption_begins_a_sentence_and_a_bullet_is_not_part_of_one():
    rows = "Model A 93.4\nModel B 92.8\nTable 3: Model B is smaller\nthan A."
    assert sentences(rows) == ["Model A 93.4\nModel B 92.8", "Table 3: Model B is smaller\nthan A."]
    assert sentences("It is in\nTable 3. More follows.") == ["It is in\nTable 3.", "More follows."]


def test_the_label_of_a_caption_is_no_sentence_of_its_own():
    text = "It has\nrows\n\nTable 1. The stages of\nthe act.\n\nIt sorts systems.\nFig. 2. Two networks. They play."
    assert sentences(text)[1:] == [
        "Table 1. The stages of\nthe act.",
        "It sorts systems.",
        "Fig. 2. Two networks.",
        "They play.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Figure 1.\n\nIt sorts.",
        "Figure 1.\n \nIt sorts.",
        "Figure 1.\nIt sorts.",
        "Which? Figure 1. It sorts.",
    ],
)
def test_what_does_not_go_on_from_a_label_is_not_its_caption(text):
    assert sentences(text)[-2:] == ["Figure 1.", "It sorts."]


def test_spans_are_trimmed_ordered_and_disjoint():
    text = "  One.   Two.\n\n\nThree  \n"
    found = spans(text)
    assert sentences(text) == ["One.", "Two.", "Three"]
    assert all(before[1] <= after[0] for before, after in pairwise(found))


def test_nothing_to_split():
    assert spans("") == [] and spans(" \n ") == []
