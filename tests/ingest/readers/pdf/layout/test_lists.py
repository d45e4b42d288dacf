"""Items of lists with what introduces them."""

from ingest.readers.pdf.layout import blocks
from rag.values import Kind
from tests.ingest.readers.pdf.layout.typeset import column, line, only, page, told, words_of

AFTER = ["The hut has blankets and pots for all of us", "and the key hangs at the door of the barn."]


def test_a_list_has_its_lead_and_ends() -> None:
    words = [
        *line("Everyone brings these things to the hut:", 60, 100),
        *line("• a torch", 70, 114),
        *line("• a whistle that can be heard from", 70, 126),
        *line("afar", 76, 138),
        *line("• a map", 70, 150),
        *column(AFTER, 60, 166),
    ]
    ((intro, *items, rest),) = blocks([page(words)])
    assert [words_of(item) for item in items] == ["a torch", "a whistle that can be heard from afar", "a map"]
    assert {item.kind for item in items} == {Kind.ITEM}
    assert {item.lead for item in items} == {words_of(intro)}
    assert (rest.kind, words_of(rest)) == (Kind.PARAGRAPH, " ".join(AFTER))


def test_a_list_goes_on_over_the_page() -> None:
    first = page(line("You need:", 60, 100), line("1. a torch", 60, 114), line("2. a map", 60, 126))
    second = page(line("3. a whistle", 60, 100), line("4. socks", 60, 112), column(AFTER, 60, 140), number=2)
    items = only([first, second], Kind.ITEM)
    assert [words_of(item) for item in items] == ["1. a torch", "2. a map", "3. a whistle", "4. socks"]
    assert {item.lead for item in items} == {"You need:"}


def test_an_item_goes_on_over_the_page() -> None:
    first = page(
        column(AFTER, 60, 60), line("You need:", 60, 100), line("1. a torch that can be seen by", 60, 114)
    )
    second = page(line("those on the ridge", 72, 100), line("2. a map", 60, 112), number=2)
    items = only([first, second], Kind.ITEM)
    assert [(words_of(item), item.goes_on) for item in items] == [
        ("1. a torch that can be seen by", True),
        ("those on the ridge", False),
        ("2. a map", False),
    ]


def test_items_within_items_are_deeper() -> None:
    words = [
        *line("• bread", 60, 100),
        *line("– white", 75, 112),
        *line("– brown", 75, 124),
        *line("• milk", 60, 136),
    ]
    assert [(words_of(item), item.depth) for item in only([page(words)], Kind.ITEM)] == [
        ("bread", 0),
        ("white", 1),
        ("brown", 1),
        ("milk", 0),
    ]


def test_a_number_at_the_start_of_a_wrapped_line_is_no_item() -> None:
    texts = [
        "the old bridge was built by the guild in",
        "12. of May and it was burnt in the year of",
        "the flood that took all of the mills here.",
    ]
    assert [kind for kind, _ in told(page(column(texts, 60, 100)))[0]] == [Kind.PARAGRAPH]


def test_the_bullet_of_a_symbol_font_is_left_out() -> None:
    words = [*line("\uf0b7 bread", 60, 100), *line("\uf0b7 milk", 60, 112)]
    assert [words_of(item) for item in only([page(words)], Kind.ITEM)] == ["bread", "milk"]


def test_what_stands_below_an_item_further_in_than_its_mark_hangs_under_it() -> None:
    words = [
        *line("You need for the hut:", 60, 100),
        *line("• a torch", 70, 114),
        *line("Charge it before.", 76, 140),
        *line("• a map", 70, 160),
        *column(AFTER, 60, 180),
        *line("• socks", 70, 220),
    ]
    ((_, torch, charge, map_, after, socks),) = blocks([page(words)])
    assert (charge.kind, charge.hangs, after.hangs) == (Kind.PARAGRAPH, True, False)
    assert torch.lead == map_.lead == "You need for the hut:" != socks.lead
