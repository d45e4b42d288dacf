"""Proper names: found by capitals, looked up in any form."""

import pytest

from rag.language.names import Register, capitals_tell, names, related


def test_names_are_capitalised_words_but_function_words() -> None:
    found = names("The river Thames flows through London. It is in the UK.")
    assert [(name.text, name.initial) for name in found] == [
        ("Thames", False),
        ("London", False),
        ("UK", False),
    ]


def test_the_first_word_of_a_sentence_may_be_no_name() -> None:
    assert [(name.text, name.initial) for name in names("Rivers flow. Paris does not.")] == [
        ("Rivers", True),
        ("Paris", True),
    ]


@pytest.mark.parametrize("name", ["london", "LONDON", "Londoners", "EU", "US", "Zurich", "Confucius"])
def test_register_knows_a_name_in_other_forms(name: str) -> None:
    register = Register(
        ["London and Zürich lie outside the European Union, says the U.S. of Confucius's day."]
    )
    assert register.has(name)


def test_register_does_not_take_one_name_for_another() -> None:
    register = Register(["Austria, Normandy and George."])
    assert not any(register.has(name) for name in ("Australia", "Norman", "Georgia", "Berlin"))


def test_register_knows_acronyms_as_written() -> None:
    assert Register(["in the EU"]).has_acronym("EU")
    assert not Register(["in the eu"]).has_acronym("EU")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("canada", "canadian", True), ("norway", "norwegian", True), ("norman", "normans", True),
     ("austria", "australia", False), ("maria", "marie", False)],
)  # fmt: skip
def test_places_and_their_people_are_related(one: str, other: str, expected: bool) -> None:
    assert related(one, other) is expected


def test_capitals_say_nothing_in_german() -> None:
    assert not capitals_tell(["Der Hund lief über die Straße und bellte den Mann an."])
    assert capitals_tell(["The dog ran over the road and barked at the man."])
