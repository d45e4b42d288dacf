"""How pairs are laid out, with a tokenizer of twelve words."""

from tokenizers import Tokenizer, models, pre_tokenizers

from rag.models.choosing.form import LONGEST, Form

WORDS = ["[UNK]", "[CLS]", "[SEP]", ":", ">", "why", "do", "tides", "rise", "moon", "pulls", "sea"]


def form() -> Form:
    tokenizer = Tokenizer(models.WordLevel({word: index for index, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    return Form(tokenizer)


def words(ids: list[int]) -> str:
    return " ".join(WORDS[index] for index in ids)


def test_the_unit_stands_after_the_question_and_its_context():
    pair = form().pair("why do tides rise", ["tides", "sea"], "moon\n pulls  sea")
    assert words(pair.ids) == "[CLS] why do tides rise [SEP] tides > sea : moon pulls sea [SEP]"
    assert pair.types == [0] * 6 + [1] * 8


def test_without_context_there_is_no_colon():
    assert words(form().pair("why", (), "moon pulls").ids) == "[CLS] why [SEP] moon pulls [SEP]"


def test_what_is_long_is_cut_at_the_beginning_of_the_context_and_the_end_of_the_rest():
    pair = form().pair("why " * 50, ["sea " * 20, "moon"], "pulls " * 90)
    assert (pair.ids.count(WORDS.index("why")), len(pair.ids)) == (40, LONGEST)
    assert words(pair.ids).startswith("[CLS] why") and words(pair.ids).endswith("pulls [SEP]")
    short = form().pair("why", ["sea " * 50, "moon"], "pulls")
    assert words(short.ids) == "[CLS] why [SEP] " + "sea " * 30 + "> moon : pulls [SEP]"
