from pathlib import Path

import pytest

from ui.entrance.wanted import is_class


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", False),
        ('[sharing]\nmode = "class"\n', True),
        ('[sharing]\nmode = "laptop"\n', False),
        ("mode = ", False),
    ],
)
def test_the_settings_say_whether_there_is_a_door(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, expected: bool
) -> None:
    (tmp_path / "settings.toml").write_text(text)
    monkeypatch.setenv("LECTERN_LIBRARY", str(tmp_path))
    assert is_class() is expected
