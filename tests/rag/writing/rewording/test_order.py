import pytest

from rag.writing.rewording.order import common, is_in_order


def test_the_longest_common_subsequence():
    assert common("abcd", "xaybzd") == 3
    assert common("", "abc") == common("abc", "") == 0


@pytest.mark.parametrize(
    ("text", "read", "lead", "kept"),
    [
        ("The GAN was proposed in 2014.", "The GAN was proposed by Goodfellow in 2014.", "", True),
        ("Goodfellow proposed the GAN in 2014.", "The GAN was proposed by Goodfellow in 2014.", "", False),
        ("UDP promises no order.", "It promises no order.", "UDP is old.", True),
        ("UDP is old and small and wide.", "It promises no order.", "UDP is old and small and wide.", False),
        ("…", "It promises no order.", "", False),
    ],
)
def test_words_stand_in_the_order_of_the_unit_or_begin_with_its_lead(text, read, lead, kept):
    assert is_in_order(text, read, lead) is kept
