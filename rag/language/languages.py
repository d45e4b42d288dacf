"""The register of languages, by their ISO 639-1 codes, and what Lectern can do in each.

They are those that Snowball stems, and some neighbours of theirs that would otherwise be taken for them. What can be
done is read off what there is, and written as a page: `python -m rag.language.languages docs/languages.md`.
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rag.language.tables import table


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its English name, and the Snowball algorithm that stems it ("": none).

    `folds_first`: accents go before a word is stemmed, not after. Libraries were indexed so in the first six languages.
    """

    name: str
    stemmer: str = ""
    folds_first: bool = False


LANGUAGES = {
    "ar": Language("Arabic", "arabic", folds_first=True),
    "bg": Language("Bulgarian"),
    "bs": Language("Bosnian", "serbian"),
    "ca": Language("Catalan", "catalan"),
    "cs": Language("Czech", "czech"),
    "da": Language("Danish", "danish"),
    "de": Language("German", "german", folds_first=True),
    "el": Language("Greek", "greek"),
    "en": Language("English", "english", folds_first=True),
    "eo": Language("Esperanto", "esperanto"),
    "es": Language("Spanish", "spanish", folds_first=True),
    "et": Language("Estonian", "estonian"),
    "eu": Language("Basque", "basque"),
    "fa": Language("Persian", "persian"),
    "fi": Language("Finnish", "finnish"),
    "fr": Language("French", "french", folds_first=True),
    "ga": Language("Irish", "irish"),
    "he": Language("Hebrew"),
    "hi": Language("Hindi", "hindi"),
    "hr": Language("Croatian", "serbian"),
    "hu": Language("Hungarian", "hungarian"),
    "hy": Language("Armenian", "armenian"),
    "id": Language("Indonesian", "indonesian"),
    "it": Language("Italian", "italian"),
    "lt": Language("Lithuanian", "lithuanian"),
    "ne": Language("Nepali", "nepali"),
    "nl": Language("Dutch", "dutch"),
    "no": Language("Norwegian", "norwegian"),
    "pl": Language("Polish", "polish"),
    "pt": Language("Portuguese", "portuguese"),
    "ro": Language("Romanian", "romanian"),
    "ru": Language("Russian", "russian"),
    "sk": Language("Slovak"),
    "sl": Language("Slovene"),
    "sr": Language("Serbian", "serbian"),
    "st": Language("Sesotho", "sesotho"),
    "sv": Language("Swedish", "swedish"),
    "ta": Language("Tamil", "tamil"),
    "tr": Language("Turkish", "turkish"),
    "uk": Language("Ukrainian"),
    "ur": Language("Urdu"),
    "vi": Language("Vietnamese"),
    # Also any other text in Chinese characters, kana or hangul.
    "zh": Language("Chinese", folds_first=True),
}

COMMON = ("en", "de", "zh", "ar")
"""Words of these that ask or explain are known in a text of any language, those of the others only in texts of theirs:
"comment" and "son" are something else in English."""

LISTS = {
    "function_words": "what carries grammar and no content",
    "answer_types": "whether a date, number, person, place, name or reason is asked for",
    "question_forms": "definitions, yes or no, reasons, two questions in one",
    "closed_classes": "whether a question leans on the conversation; greetings; what is too vague",
    "anaphora": "whether a pronoun stands for something in the question itself",
    "politeness": "what is said before and behind a question",
    "requested_quantities": "which number of a sentence a question wants",
    "tasks": "what a question wants done: to compare, sum up, explain, list",
    "undone": "what is asked to be made of the material and is not made here: a translation, a quiz, a text",
    "wishes": "what is wanted of the answer before, and how long an answer is to be",
    "explanations": "sentences that define or give a reason",
    "small_talk": "greetings, thanks, who are you",
    "about": "questions about the documents themselves",
    "instructions": "orders to a model that stand in a document",
    "frame": "what Lectern itself says around what the material says",
    "announcements": "what a text says of itself: what is to come, and where something else stands",
    "topics": "which definitions make a question to suggest",
    "drafts": "test questions that are drafted from a section",
    "suggested": "questions that are made of headings, rows and lists",
    "captions": "what begins the label of a figure or table",
    "pictures": "what programs call pictures that nobody has described",
    "styles": "what styles of word processors are called",
    "speech": "words with which somebody who speaks begins a new clause",
    "sheets": "how spreadsheet programs write dates, and name what nobody has named",
    "abbreviations": "short forms that end no sentence before a number",
    "tables": "what is computed from a column of a table",
    "lists": "words of a question for a list that name nothing in it; what tells steps in sentences",
    "fields": "words that only ask what something stands for",
    "formulas": "questions that a formula answers",
    "marks": "what marks a step, a question and its answer, a glossary, a list of references",
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

Made by `python -m rag.language.languages docs/languages.md` from what there is; a test compares the two. To teach
Lectern a language, add a folder `rag/language/data/<ISO code>` with the lists that you have and a line in
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page", type=Path, help="the Markdown file to write")
    parser.parse_args().page.write_text(as_markdown(), encoding="utf-8")


if __name__ == "__main__":
    main()
