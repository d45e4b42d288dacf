from rag.pages.matching import places


def _through(stored: str, stream: str) -> str:
    """What the characters of `stored` are in `stream`; "_" where they are nowhere."""
    return "".join("_" if place < 0 else stream[place] for place in places(stored, stream))


def test_the_same_text_is_itself() -> None:
    assert places("abc def", "abc def") == [0, 1, 2, -1, 4, 5, 6]


def test_white_space_and_hyphens_at_line_ends_may_differ() -> None:
    stored, stream = "an arbitrary span of text", "an arbi\ufffetrary\r\nspan  of text"
    assert _through(stored, stream).replace("_", " ") == stored


def test_a_ligature_is_its_letters() -> None:
    assert places("find", ["\ufb01", "n", "d"]) == [0, 0, 1, 2]


def test_what_was_left_out_is_not_matched() -> None:
    """The header begins like the text does; the text's own letters must be found, not the header's."""
    stream = "The Journal of Tests 12 The model reads every page of the file."
    stored = "The model reads every page of the file."
    assert places(stored, stream)[0] == stream.index("The model")


def test_a_part_left_out_in_the_middle() -> None:
    stream = "first part of a long sentence 17 Footnote text here and the second part of it"
    stored = "first part of a long sentence and the second part of it"
    found = places(stored, stream)
    assert found[stored.index("and")] == stream.index("and")
    assert found[stored.index("sentence") + 7] == stream.index("sentence") + 7


def test_parts_in_another_order() -> None:
    stream = "right column has these words | left column has other words"
    stored = "left column has other words right column has these words"
    found = places(stored, stream)
    assert found[0] == stream.index("left")
    assert found[stored.index("right")] == 0


def test_repeated_lines_keep_their_order() -> None:
    stream = "0 0 0 total one 0 0 0 total two"
    assert [p for p in places(stream, stream) if p >= 0] == [i for i, c in enumerate(stream) if c != " "]


def test_nothing_in_common() -> None:
    assert places("abc", "xyz") == [-1, -1, -1]
    assert places("", "xyz") == []
    assert places("abc", "") == [-1, -1, -1]
