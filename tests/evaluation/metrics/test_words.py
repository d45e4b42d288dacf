import pytest

from evaluation.metrics.words import tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Norman dynasty, in 1066!", ["norman", "dynasty", "in", "1066"]),
        ("U.S.", ["us"]),
        ("a an the", []),
        ("", []),
        ("北京 2008年", ["北", "京", "2008", "年"]),
        ("東京タワー", ["東", "京", "タ", "ワ", "ー"]),
        ("서울 타워", ["서울", "타워"]),  # Korean has spaces
        ("في عام ٢٠١٥؟", ["في", "عام", "٢٠١٥"]),
        ("„Größe“ – über", ["größe", "über"]),
        ("ＡＢＣ", ["abc"]),  # full width
    ],
)
def test_tokens(text, expected):
    assert tokens(text) == expected


def test_punctuation_may_separate():
    assert tokens("Oxford-based U.S.", " ") == ["oxford", "based", "u", "s"]
