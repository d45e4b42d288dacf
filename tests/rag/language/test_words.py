from rag.language.identify import language
from rag.language.words import content_terms, content_words, terms, words


def test_offsets_point_at_the_words_as_written():
    text = "The 1,000 Normans’ ships—all of them."
    assert [text[w.start : w.end] for w in words(text)] == [w.text for w in words(text)]


def test_inflections_share_a_term():
    assert terms("networks") == terms("Network") == ["network"]
    assert terms("1,000") == ["1000"]


def test_accents_do_not_matter():
    assert terms("café", "fr") == terms("cafe", "fr")


def test_chinese_runs_become_pairs_of_characters():
    assert terms("机器学习") == ["机器", "器学", "学习"]


def test_language_by_script_and_function_words():
    assert language("机器学习是人工智能的一个分支。") == "zh"
    assert language("هذا هو الأول") == "ar"
    assert language("Wann wurde die Stadt gegründet?") == "de"
    assert language("BERT") == "en"


def test_function_words_are_not_content():
    assert content_terms("What is the name of the model?") == {"model"}
    assert [w.text for w in content_words("Wie heißt die Stadt und wo ist sie?")] == ["heißt", "Stadt"]


def test_the_word_after_how_is_not_content():
    assert [w.text for w in content_words("How large is the vocabulary?")] == ["vocabulary"]
    assert [w.text for w in content_words("Wie groß ist die Stadt?")] == ["Stadt"]
    assert "larg" in content_terms("a large vocabulary")
