"""The table of languages says what there is, no more and no less."""

from pathlib import Path

import Stemmer

from rag.language.languages import LANGUAGES, LISTS, abilities, as_markdown
from rag.language.tables import languages, table

ROOT = Path(__file__).parents[3]
DATA = ROOT / "rag" / "language" / "data"


def test_every_folder_is_a_language_and_every_file_a_list_that_is_known() -> None:
    assert set(languages()) <= LANGUAGES.keys() | {"any"}
    assert {path.stem for path in DATA.glob("*/*")} == LISTS.keys()
    assert {path.suffix for path in DATA.glob("*/*")} == {".toml"}


def test_no_language_has_keys_in_a_list_that_english_has_not() -> None:
    """A key that is misspelt would be read by nobody."""
    other = {
        "numbers": {"chinese", "characters", "counters", "roots", "links"},
        "question_forms": {"no_terms"},
    }
    for name in LISTS:
        for language in languages():
            known = table(name, "en").keys() | other.get(name, set())
            assert table(name, language).keys() <= known, (language, name)


def test_the_stemmers_are_there() -> None:
    assert {language.stemmer for language in LANGUAGES.values()} - {""} <= set(Stemmer.algorithms())


def test_abilities_are_read_off_what_there_is() -> None:
    assert abilities("en") == ["stemming", *LISTS]
    assert "stemming" in abilities("fr") and "topics" not in abilities("fr")
    assert "stemming" not in abilities("zh") and "answer_types" in abilities("zh")


def test_the_page_shows_the_table() -> None:
    page = (ROOT / "docs" / "languages.md").read_text(encoding="utf-8")
    assert page == as_markdown(), "make it again: python -m rag.language.languages docs/languages.md"
