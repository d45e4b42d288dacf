"""Negations and opposites."""

import pytest

from rag.language.negation import cues, excluded, opposed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They did not go.", ["not"]),
        ("They didn't go, and did n't want to.", ["n't", "n't"]),
        ("It cannot, can not and never will.", ["cannot", "can not", "never"]),
        ("He failed to win without it.", ["failed", "without"]),
        ("Das ist nicht wahr.", ["nicht"]),
        ("这不是真的", ["不"]),
        ("no doubt it is No. 3", []),
        ("They knew the notes.", []),
    ],
)
def test_cues(text: str, expected: list[str]) -> None:
    assert [cue.text for cue in cues(text)] == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [("increase", "decreased"), ("before", "after"), ("minimum", "maximum"), ("legal", "illegal"),
     ("First", "last"), ("north", "south"), ("able", "unable")],
)  # fmt: skip
def test_opposites(one: str, other: str) -> None:
    assert opposed(one, other)
    assert opposed(other, one)


def test_other_words_are_not_opposed() -> None:
    assert not opposed("increase", "grow")
    assert not opposed("land", "island")


def test_what_only_begins_like_a_denial_excludes_nothing() -> None:
    for one, other in (("port", "imports"), ("valuable", "invaluable"), ("covered", "discovered")):
        assert not excluded(one, other)
    for one, other in (("legal", "illegal"), ("included", "excluded"), ("like", "dislike")):
        assert excluded(one, other) and excluded(other, one)
