from rag.language.text import Text
from rag.question.conversation import topic
from rag.question.conversation.topic import Said, telling_terms
from rag.values import Turn


def salient(history, limit, without, spoken):
    return topic.salient([Said(turn, Text.of(turn.text, spoken)) for turn in history], limit, without)


USER = Turn("user", "Which engine did Babbage design?")
ANSWER = Turn("assistant", "Babbage designed engines of brass.")


def test_weights_by_hand():
    # Latest first: the answer (0.4) and its question (1). Terms: babbag 1 * 1.5 + 0.4 (it begins the answer, so
    # that its capital says nothing there) = 1.9; engin 1 + 0.4 = 1.4; design 1 + 0.4 = 1.4; brass 0.4.
    assert salient([USER, ANSWER], 1, (), "en") == "Babbage"
    assert salient([USER, ANSWER], 3, (), "en") == "Babbage designed engines"
    assert salient([USER, ANSWER], 4, (), "en") == "Babbage designed engines brass"


def test_words_of_the_question_are_left_out():
    assert salient([USER, ANSWER], 2, {"babbag", "design"}, "en") == "engines brass"


def test_each_user_turn_back_weighs_less():
    # 0.7 for the older question, against 1 for the newer.
    history = [Turn("user", "Is copper soft?"), Turn("user", "Is iron hard?")]
    assert salient(history, 1, {"hard"}, "en") == "iron"
    assert salient(history, 4, (), "en") == "iron hard copper soft"


def test_pairs_of_chinese_characters_become_words_again():
    assert salient([Turn("user", "晶体管是什么？")], 5, (), "zh") == "晶体管"


def test_what_says_nothing_of_the_subject_does_not_tell():
    assert telling_terms(Text.of("Thanks, please give more examples of the advantages of copper", "en")) == {
        "copper"
    }
