"""What is wrong with a setting, in words: the value, what is expected, and the remedy."""

import difflib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from rag.settings.setting import Setting

_LONGEST = 60
"""In characters; a longer value or name is cut."""


def explained(table: str, error: ValidationError, known: Mapping[str, Setting]) -> str:
    """All that is wrong in one table of the settings ("": in the tables themselves)."""
    return " ".join(_sentences(table, problem, known) for problem in error.errors(include_url=False))


def unknown(name: str, known: Mapping[str, Setting]) -> str:
    """There is no setting of this name, but one that is like it, or these."""
    here = [other for other in known if other.startswith(f"{name.partition('.')[0]}.")]
    near = _nearest(name[:_LONGEST], here, known)
    hint = f'Did you mean "{near}"?' if near else f"There are: {', '.join(here or known)}."
    return f"There is no setting {shown(name)}. {hint}"


def shown(value: object) -> str:
    """A value as settings.toml writes it, where that is short enough."""
    if isinstance(value, bool | str):
        text = json.dumps(value, ensure_ascii=False).encode(errors="backslashreplace").decode()
    else:
        try:
            text = str(value)
        except ValueError:  # Python writes out no more than some 4,300 digits
            return "a number of thousands of digits"
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _sentences(table: str, problem: Mapping[str, Any], known: Mapping[str, Setting]) -> str:
    name = ".".join(part for part in (table, *map(str, problem["loc"])) if part)
    if problem["type"] == "extra_forbidden":
        return unknown(name, known)
    value = shown(problem["input"])
    if name not in known:
        return (
            f"{name or 'All'} is {value}, but must be a table: [{name}], and its settings in the lines below."
        )
    setting = known[name]
    return (
        f"{name} is {value}, but must be {setting.expected}. "
        f"Change it, or leave it out for the default, {shown(setting.default)}."
    )


def _nearest(name: str, here: Iterable[str], known: Iterable[str]) -> str | None:
    """The same field in another group, else what is spelt most like it: in its group, if there is one."""
    group, _, field = name.partition(".")
    word, fields = field or group, _by_field(known)
    if word in fields:
        return fields[word]
    likely = _by_field(here) or fields | {other.partition(".")[0]: other.partition(".")[0] for other in known}
    return next((likely[match] for match in difflib.get_close_matches(word, likely, 1)), None)


def _by_field(names: Iterable[str]) -> dict[str, str]:
    return {name.partition(".")[2]: name for name in names}
