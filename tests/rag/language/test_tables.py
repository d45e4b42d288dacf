import pytest

from rag.language import tables
from rag.language.tables import entries, joined, listed


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for language, text in {
        "fr": 'words = "et ou"\n[months]\nmai = 5\n',
        "de": 'words = "und"\nphrases = ["so dass"]\n[months]\nmai = 5\njuni = 6\n',
    }.items():
        (tmp_path / language).mkdir()
        (tmp_path / language / "list.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(tables, "_FOLDER", tmp_path)
    tables.languages.cache_clear()
    tables.table.cache_clear()
    yield tmp_path
    tables.languages.cache_clear()
    tables.table.cache_clear()


def test_lists_are_joined_in_the_order_of_the_folders(folder):
    assert tables.languages() == ("de", "fr")
    assert listed("list", "words") == ("und", "et", "ou")
    assert listed("list", "words", "fr") == ("et", "ou")
    assert listed("list", "phrases") == ("so dass",)
    assert joined("list", "words") == "und|et|ou"


def test_what_is_not_there_is_empty_and_matches_nothing(folder):
    assert listed("list", "names") == () == listed("other", "words")
    assert joined("list", "names") == "(?!)"


def test_languages_may_share_an_entry_but_not_contradict_each_other(folder):
    assert entries("list", "months") == {"mai": 5, "juni": 6}
    (folder / "fr" / "list.toml").write_text("[months]\nmai = 6\n")
    tables.table.cache_clear()
    with pytest.raises(ValueError, match=r"fr/list.toml: mai is 6, but 5 elsewhere"):
        entries("list", "months")
