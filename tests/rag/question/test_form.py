import pytest

from rag.question.form import (
    asks_two_things,
    asks_what_it_is,
    asks_why,
    asks_yes_or_no,
    explanation_odds,
    says_what_it_is,
)


@pytest.mark.parametrize(
    "question", ["Why?", "and why is that so", "Warum ist das so?", "为什么？", "لماذا؟"]
)
def test_a_question_for_a_reason(question):
    assert asks_why(question)


@pytest.mark.parametrize(
    "question",
    [
        "What is a GAN?",
        "what's mode collapse",
        "Define entropy",
        "Was ist ein Autoencoder?",
        "什么是向量？",
        "mode collapse",
    ],
)
def test_a_question_for_a_definition(question):
    assert asks_what_it_is(question)


@pytest.mark.parametrize(
    "question",
    [
        "What is the capital of France?",
        "What is an example of a measurement within a class?",  # more than a thing to define
        "Who is it?",
        "who invented it",
        "What did it cost?",
        "What does the generator do?",
        "What does a GAN cost?",
    ],
)
def test_no_question_for_a_definition(question):
    assert not asks_what_it_is(question)


def test_a_reason_and_a_definition_count_more():
    # By hand: 0.8 for a reason, 2.0 for a definition of all that is asked.
    assert explanation_odds("Why is it slow?", frozenset({"slow"}), "It is slow because it waits.") == 0.8
    assert explanation_odds("Why is it slow?", frozenset({"slow"}), "It is slow.") == 0
    assert explanation_odds("What is a GAN?", frozenset({"gan"}), "A GAN is a pair of networks.") == 2.0
    assert explanation_odds("GAN", frozenset({"gan"}), "A GAN is a pair of networks.") == 2.0
    assert explanation_odds("What is a GAN?", frozenset({"gan"}), "Networks are trained in a GAN.") == 0


@pytest.mark.parametrize(
    ("text", "defines"),
    [
        ("A GAN is a pair of networks.", True),
        ("A generative adversarial network, or GAN, consists of two networks.", True),
        ("GANs, which were introduced in 2014, are pairs of networks.", True),
        ("Generative adversarial networks (GAN) compete.", True),
        ("The output of a GAN is an image.", False),
        ("A GAN with labels is called conditional.", False),
        ("GANs keep one great advantage: a sample needs a single pass, so that they are still used.", False),
        ("In a GAN two networks compete.", False),
    ],
)
def test_what_defines_a_gan(text, defines):
    assert explanation_odds("What is a GAN?", frozenset({"gan"}), text) == (2.0 if defines else 0)


def test_what_is_asked_for_may_be_a_word_of_grammar_in_another_language():
    assert explanation_odds("What is a die?", frozenset({"die"}), "A die is a cube with six faces.") == 2.0


def test_what_comes_after_nothing_but_the_term_defines_it():
    asked, text = frozenset({"mode", "collaps"}), "The generator draws a few kinds of sample."
    assert explanation_odds("What is mode collapse?", asked, text, "Mode collapse.") == 2.0
    assert explanation_odds("What is mode collapse?", asked, text, "Mode collapse is feared.") == 0
    assert explanation_odds("When was mode collapse seen?", asked, text, "Mode collapse.") == 0


def test_only_a_question_for_a_definition_is_answered_by_one():
    text = "A GAN is a pair of networks."
    assert says_what_it_is("What is a GAN?", text)
    assert not says_what_it_is("Who proposed the GAN?", text)
    assert not says_what_it_is("What is a VAE?", text)


@pytest.mark.parametrize(
    "question",
    [
        "Is a GAN a network?",
        "GANs: are they stable?",
        "Mode collapse in small models--can we predict it?",
        "Mode collapse: really a problem?",
        "Dropout, a remedy for overfitting?",
        "Doesn't dropout slow training?",
        "Hat ein GAN zwei Netze?",
        "向量是数字吗？",
        "هل هو نموذج؟",
    ],
)
def test_a_question_for_yes_or_no(question):
    assert asks_yes_or_no(question)


@pytest.mark.parametrize(
    "question",
    [
        "Is a GAN or a VAE faster?",
        "What is a GAN?",
        "In 2014, who was the author?",
        "GAN, VAE: a word for what?",
        "The GAN: number of networks?",
        "Ist VAE oder GAN schneller?",
    ],
)
def test_no_question_for_yes_or_no(question):
    assert not asks_yes_or_no(question)


def test_two_questions_in_one():
    assert asks_two_things("Who proposed the GAN and when?")
    assert asks_two_things("how many layers does BERT have, and who made it")
    assert asks_two_things("When and in which city was it shown?")
    assert not asks_two_things("What did Goodfellow and his colleagues propose?")
    assert not asks_two_things("Who went to Radcliffe and was trained there?")
    assert not asks_two_things("What happens when noise and labels are given?")
