import numpy as np
import pytest

from evaluation.metrics.points import SaidSentence, carried, sentences_of

POINT = "Rollo founded Normandy in 911 at the Seine."  # rollo, found, normandi, 911, sein


def said(*texts, cited=True):
    return sentences_of([(text, cited) for text in texts])


def turned(cosine):
    """An encoder in which the first text has this cosine to every other one."""
    return lambda texts: np.array([[1.0, 0.0], *[[cosine, (1 - cosine**2) ** 0.5]] * (len(texts) - 1)])


@pytest.mark.parametrize(
    ("sentences", "read"),
    [
        (["Normandy was founded by Rollo in 911."], 7),  # four of five
        (["In 911 Rollo came to the Seine."], 7),  # three of five
        (["In 911 Rollo came."], None),  # two of five
        (["Rollo founded Normandy at the Seine in 912."], None),  # another number
        (["Rollo founded Normandy at the Seine."], None),  # none
        (["He came to the Seine in 911.", "Rollo founded it."], 10),  # each has a part of it
        (["He came to the Seine in 911.", "It rained.", "Rollo founded it."], None),  # no neighbours
        (["Odo came in 911 to the Seine. Rollo founded Normandy."], 10),  # two sentences of one claim
        (["In 911 nothing happened.", "It rained.", POINT], 14),
    ],
)
def test_a_point_lies_in_one_sentence_or_in_two_neighbours(sentences, read):
    assert carried([POINT], said(*sentences)) == (read,)


def test_only_what_is_cited_carries():
    assert carried([POINT], said(POINT, cited=False)) == (None,)


def test_each_point_for_itself():
    assert carried([POINT, "Odo defended Paris.", POINT], said("Odo did defend Paris.", POINT)) == (12, 4, 12)
    assert carried([], said(POINT)) == () and carried([POINT], []) == (None,)


@pytest.mark.parametrize(
    ("sentence", "cosine", "carries"),
    [
        ("In 911 Rollo came to the Seine.", 0.45, True),  # three of five, and about the same
        ("In 911 Rollo came to the Seine.", 0.35, False),  # the same words about something else
        ("In 911 Rollo came.", 0.9, False),  # two of five: too little to go by
    ],
)
def test_the_meaning_decides_too(sentence, cosine, carries):
    assert (carried([POINT], said(sentence), turned(cosine)) != (None,)) is carries


def test_half_of_the_words_will_do_where_the_meaning_is_near():
    point, sentence = "Krill feeds big whales.", "Whales live on krill."  # two of four
    assert carried([point], said(sentence), turned(0.75)) == (4,)
    assert carried([point], said(sentence), turned(0.65)) == (None,) == carried([point], said(sentence))


def test_a_word_beside_is_no_part():
    """Of eight words the second sentence has one: by chance, so it does not make up for it."""
    point = "alpha beta gamma delta epsilon zeta theta kappa"
    most = "alpha beta gamma delta"
    assert carried([point], said(most, "Look, epsilon.")) == (None,)
    assert carried([point], said(most, "epsilon zeta")) == (6,)


def test_a_sentence_as_long_as_a_page_is_read_in_pieces():
    far = " ".join(["Rollo founded", *["and so on"] * 40, "Normandy in 911"])
    near = " ".join([*["and so on"] * 40, "Rollo founded Normandy in 911"])
    assert carried([POINT], said(far)) == (None,) and carried([POINT], said(near)) == (125,)


def test_a_language_without_spaces_and_a_point_of_small_words():
    assert carried(["鲸鱼吃磷虾"], said("大的鲸鱼吃磷虾。")) == (8,)
    assert carried(["It is."], said("It is.")) == (2,)
    assert carried(["…"], said("It is.")) == (None,)


def test_where_each_sentence_ends():
    assert said("It rains. It pours.", "So it does.") == [
        SaidSentence("It rains.", 2), SaidSentence("It pours.", 4), SaidSentence("So it does.", 7),
    ]  # fmt: skip
