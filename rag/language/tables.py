"""The word lists in `rag/language/data`: a folder a language (`any`: of no language), a TOML file a list.

Words are a string of words between blanks; phrases and regular expressions are arrays. What every language knows
is joined language by language, in the order of the folders' names, so that it is the same on every machine.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "data"


@cache
def languages() -> tuple[str, ...]:
    """The languages that have lists, by the names of their folders, "any" included."""
    return tuple(sorted(folder.name for folder in _FOLDER.iterdir() if folder.is_dir()))


def languages_with(name: str) -> tuple[str, ...]:
    """The languages that have the list `name`."""
    return tuple(language for language in languages() if table(name, language))


@cache
def table(name: str, language: str) -> dict[str, Any]:
    """The contents of `data/<language>/<name>.toml`; {} where there is none. Shared: do not change it."""
    path = _FOLDER / language / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def listed(name: str, key: str, *only: str) -> tuple[str, ...]:
    """The words, phrases or patterns under `key` in the list `name` of all languages, or of these `only`."""
    found: list[str] = []
    for language in dict.fromkeys(only or languages()):
        held = table(name, language).get(key, ())
        found += held.split() if isinstance(held, str) else held
    return tuple(found)


def joined(name: str, key: str, *only: str) -> str:
    """The patterns of `listed` as one alternation for a regular expression; where there is none, it never matches."""
    return "|".join(listed(name, key, *only)) or r"(?!)"


def phrase(name: str, key: str, spoken: str) -> str:
    """The text under `key` in the list `name` of the language `spoken`, or of English, which has them all."""
    return str(table(name, spoken).get(key) or table(name, "en")[key])


def entries(name: str, key: str) -> dict[str, Any]:
    """The entries of the section `key` in the list `name` of every language, as one dictionary.

    Raises `ValueError` where two languages say different things of one entry.
    """
    found: dict[str, Any] = {}
    for language in languages():
        for entry, value in table(name, language).get(key, {}).items():
            if found.setdefault(entry, value) != value:
                raise ValueError(f"{language}/{name}.toml: {entry} is {value}, but {found[entry]} elsewhere")
    return found
