from rag.common.spelling import is_misspelled


def test_a_word_that_is_nearly_one_of_the_material_is_misspelled() -> None:
    assert is_misspelled("pewtre", {"pewter", "brass"})
    assert not is_misspelled("bronze", {"pewter", "brass"})
    assert not is_misspelled("brass", {"pewter", "brass", "brasses"})
