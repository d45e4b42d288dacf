"""Where the words of a claim stand in the evidence."""

from rag.checking.alignment import Alignment, align
from rag.checking.tokens import tokens


def _aligned(claim: str, *evidence: str) -> Alignment:
    return align(tokens(claim, "en"), [tokens(sentence, "en") for sentence in evidence])


def test_a_copy_is_aligned_word_by_word() -> None:
    alignment = _aligned("The dog chased the cat.", "The dog chased the cat.")
    assert alignment.places == ((0, 0), (0, 1), (0, 2), (0, 3), (0, 4))
    assert alignment.gaps(0) == []


def test_a_gap_shows_what_was_put_in_place_of_what() -> None:
    alignment = _aligned("He came in 1066 by ship.", "He came in 1067 by ship.")
    (gap,) = alignment.gaps(0)
    assert [alignment.claim[i].text for i in gap.claim] == ["1066"]
    assert [alignment.evidence[0][j].text for j in gap.evidence] == ["1067"]


def test_a_claim_may_rest_on_several_sentences_most_words_first() -> None:
    alignment = _aligned(
        "Rollo was a Norse leader and his people settled in Normandy near the sea.",
        "Nothing here.",
        "Rollo was a Norse leader.",
        "His people settled in Normandy near the sea.",
    )
    assert alignment.sentences == (2, 1)


def test_each_run_goes_to_the_sentence_where_it_is_longest() -> None:
    alignment = _aligned(
        "Rough walls are studded with ribosomes, smooth walls make lipids.",
        "Smooth walls lack ribosomes and make lipids.",
        "Rough walls are studded with ribosomes.",
    )
    studded = [token.text for token in alignment.claim].index("ribosomes")
    assert alignment.places[studded] == (1, 5)


def test_swapped_words_fall_off_the_spine_on_both_sides() -> None:
    alignment = _aligned("The cat chased the dog.", "The dog chased the cat.")
    assert [
        ([alignment.claim[i].text for i in gap.claim], [alignment.evidence[0][j].text for j in gap.evidence])
        for gap in alignment.gaps(0)
    ] == [(["cat"], ["dog"]), (["dog"], ["cat"])]
