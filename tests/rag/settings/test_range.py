"""Settings over their whole range, and files of every kind: hypothesis looks for the exceptions."""

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.errors import InvalidSetting
from rag.settings import Setting, Settings, every_setting

_SETTINGS = tuple(every_setting().values())
_NUMBERS = tuple(setting for setting in _SETTINGS if setting.high is not None)
_NO_NUMBER = ("true", "[1]", "{ a = 1 }", "1979-05-27", "07:32:00", '"much"', '""')
_NO_TEXT = ("true", "1", "1.5", "inf", "[1]", "{ a = 1 }", "1979-05-27")
_WRONG = {
    "integer": (*_NO_NUMBER, "1.5"),
    "number": _NO_NUMBER,
    "boolean": ("1", "0", "1.0", "nan", "[true]", "{ a = 1 }", "1979-05-27", '"perhaps"'),
    "string": _NO_TEXT,
}
"""By kind of setting, values in TOML that none of that kind takes."""
_LINES = (
    "[retrieval]",
    "[models]",
    "[[models]]",
    "alpha = 0.5",
    "top_k = 1e400",
    "generator = '''",
    '"" = 1',
)
_WORDS = st.sampled_from([*_LINES, "=", "[", "]", "'", '"', "{", "\\", "\n", "\r", "\x00", "inf", "1_0", "#"])


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with TemporaryDirectory() as name:
        yield Path(name)


def _values(setting: Setting) -> st.SearchStrategy[object]:
    if setting.choices:
        return st.sampled_from(setting.choices)
    if setting.kind == "boolean":
        return st.booleans()
    if setting.kind == "string":
        return st.text()
    assert setting.low is not None
    assert setting.high is not None
    if setting.kind == "integer":
        return st.integers(int(setting.low), int(setting.high))
    return st.floats(setting.low, setting.high)


@st.composite
def _valid(draw: st.DrawFn) -> Settings:
    values = draw(st.fixed_dictionaries({}, optional={s.name: _values(s) for s in _SETTINGS}))
    whole = Settings().by_name() | values
    for lower, upper in (
        ("retrieval.top_k", "retrieval.pool"),
        ("answering.prompt_sentences", "answering.evidence"),
    ):
        whole[lower] = min(whole[lower], whole[upper])  # type: ignore[type-var]
    return Settings().changed_all(whole)


@st.composite
def _beyond(draw: st.DrawFn) -> tuple[Setting, str]:
    """A setting, and a number in TOML below its bounds, above them, or none."""
    setting = draw(st.sampled_from(_NUMBERS))
    low, high = setting.low, setting.high
    below, above = st.floats(max_value=low, exclude_max=True), st.floats(min_value=high, exclude_min=True)
    whole = st.integers().filter(lambda value: not low <= value <= high)
    return setting, draw(st.one_of(below, above, whole).map(str) | st.sampled_from(("nan", "-inf", "1e400")))


def _refused(folder: Path, content: bytes) -> str:
    """What is said of a file; "" where it loads."""
    (folder / "settings.toml").write_bytes(content)
    try:
        Settings.load(folder)
    except InvalidSetting as error:
        str(error).encode()  # can be printed
        return str(error)
    return ""


def _line(setting: Setting, value: str) -> bytes:
    group, _, field = setting.name.partition(".")
    return f"[{group}]\n{field} = {value}\n".encode()


@settings(deadline=None, max_examples=300)
@given(_valid())
def test_all_that_is_valid_comes_back_as_it_was_saved(folder: Path, chosen: Settings) -> None:
    chosen.save(folder)
    assert Settings.load(folder) == chosen


@settings(deadline=None, max_examples=300)
@given(_beyond())
def test_all_beyond_the_bounds_is_refused(folder: Path, wrong: tuple[Setting, str]) -> None:
    setting, value = wrong
    message = _refused(folder, _line(setting, value))
    assert f"{setting.name} is " in message
    assert f"but must be {setting.expected}. " in message


@pytest.mark.parametrize("setting", _SETTINGS, ids=lambda setting: setting.name)
def test_all_of_another_kind_is_refused(folder: Path, setting: Setting) -> None:
    for value in _WRONG[setting.kind]:
        message = _refused(folder, _line(setting, value))
        assert f"{setting.name} is " in message, value
        assert f"but must be {setting.expected}. " in message, value


@settings(deadline=None)
@given(st.text(), st.text())
def test_all_other_names_are_refused(folder: Path, group: str, field: str) -> None:
    name = f"{json.dumps(group, ensure_ascii=False)}.{json.dumps(field, ensure_ascii=False)}"
    known = f"{group}.{field}" in every_setting()
    message = _refused(folder, f"{name} = 0.5\n".replace("\x7f", "\\u007f").encode())
    assert known or "There is no setting" in message


@settings(deadline=None, max_examples=300)
@given(st.binary() | st.lists(_WORDS).map(lambda words: "\n".join(words).encode()))
def test_every_file_loads_or_is_refused_in_words(folder: Path, content: bytes) -> None:
    message = _refused(folder, content)
    assert not message or str(folder / "settings.toml") in message
