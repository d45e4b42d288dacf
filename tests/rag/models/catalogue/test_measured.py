import pytest

from rag.models.catalogue.measured import measured_seconds


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('{"qwen-0.5b": 4, "embedded": 0.7}', {"qwen-0.5b": 4.0, "embedded": 0.7}),
        ('{"qwen-0.5b": "soon", "x": true, "y": -1, "embedded": 2}', {"embedded": 2.0}),
        ("[1]", {}),
        ("not json", {}),
        (None, {}),
    ],
)
def test_only_what_was_measured_is_said(cache, content, expected):
    if content is not None:
        cache.mkdir()
        (cache / "measured.json").write_text(content, encoding="utf-8")
    assert measured_seconds() == expected
