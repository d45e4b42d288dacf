"""What Lectern can do in each language, read off what there is: lists in `data/<language>`, a stemmer."""

from collections.abc import Callable

from rag.language.languages import LANGUAGES, Language
from rag.language.tables import table

LISTS = {
    "function_words": "what carries grammar and no content",
    "answer_types": "whether a date, number, person, place, name or reason is asked for",
    "question_forms": "definitions, yes or no, reasons, two questions in one",
    "closed_classes": "whether a question leans on the conversation; greetings; what is too vague",
    "anaphora": "whether a pronoun stands for something in the question itself",
    "politeness": "what is said before and behind a question",
    "requested_quantities": "which number of a sentence a question wants",
    "explanations": "sentences that define or give a reason",
    "topics": "which definitions make a question to suggest",
    "captions": "what begins the label of a figure or table",
    "numbers": "number words",
    "calendar": "dates: the names of months",
    "units": "units of measure by name",
    "names": "peoples of places, small words inside names",
    "negation": "words that deny",
    "opposites": "words that contradict each other",
    "strength": "all or some, perhaps, at least",
    "grammar": "words by which the check tells clauses, passives and lists",
}
"""Every list that may lie in `rag/language/data/<language>`, and what it is for."""

_HEAD = """# What each language can do

Made by `python -m rag.language docs/languages.md` from what there is; a test compares the two. To teach Lectern a
language, add a folder `rag/language/data/<ISO code>` with the lists that you have and a line in
`rag/language/languages.py`, and make this page again.

"""


def abilities(code: str) -> list[str]:
    """What can be done in the language of this code, in the order of the table: "stemming", then names of `LISTS`."""
    return [name for name, holds in _columns().items() if holds(code, LANGUAGES[code])]


def as_markdown() -> str:
    """The table as a page: a line a language, a column an ability; then what the abilities are."""
    columns = list(_columns())
    lines = [
        ["language", "code", *map(_spaced, columns)],
        ["---"] * (2 + len(columns)),
    ]
    for code, language in sorted(LANGUAGES.items(), key=lambda item: item[1].name):
        known = abilities(code)
        lines.append([language.name, code, *("✓" if name in known else "" for name in columns)])
    rows = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    descriptions = [f"- **{_spaced(name)}**: {text}" for name, text in LISTS.items()]
    return f"{_HEAD}{rows}\n\n" + "\n".join(descriptions) + "\n"


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def _columns() -> dict[str, Callable[[str, Language], bool]]:
    def has(name: str) -> Callable[[str, Language], bool]:
        return lambda code, language: bool(table(name, code))

    return {"stemming": lambda code, language: bool(language.stemmer)} | {name: has(name) for name in LISTS}
