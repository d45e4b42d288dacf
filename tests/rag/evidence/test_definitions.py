import pytest

from rag.evidence.definitions import explanation_odds, says_what_it_is
from rag.question.question import Question


def test_a_reason_and_a_definition_count_more():
    # By hand: 0.8 for a reason, 2.0 for a definition of all that is asked.
    assert explanation_odds(Question.of("Why is it slow?"), "It is slow because it waits.") == 0.8
    assert explanation_odds(Question.of("Why is it slow?"), "It is slow.") == 0
    assert explanation_odds(Question.of("What is a GAN?"), "A GAN is a pair of networks.") == 2.0
    assert explanation_odds(Question.of("GAN"), "A GAN is a pair of networks.") == 2.0
    assert explanation_odds(Question.of("What is a GAN?"), "Networks are trained in a GAN.") == 0


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
    assert explanation_odds(Question.of("What is a GAN?"), text) == (2.0 if defines else 0)


def test_what_is_asked_for_may_be_a_word_of_grammar_in_another_language():
    assert explanation_odds(Question.of("What is a die?"), "A die is a cube with six faces.") == 2.0


def test_what_comes_after_nothing_but_the_term_defines_it():
    text = "The generator draws a few kinds of sample."
    assert explanation_odds(Question.of("What is mode collapse?"), text, "Mode collapse.") == 2.0
    assert explanation_odds(Question.of("What is mode collapse?"), text, "Mode collapse is feared.") == 0
    assert explanation_odds(Question.of("When was mode collapse seen?"), text, "Mode collapse.") == 0


def test_only_a_question_for_a_definition_is_answered_by_one():
    text = "A GAN is a pair of networks."
    assert says_what_it_is(Question.of("What is a GAN?"), text)
    assert not says_what_it_is(Question.of("Who proposed the GAN?"), text)
    assert not says_what_it_is(Question.of("What is a VAE?"), text)


def test_definitions_and_reasons_in_french_and_spanish():
    entropy = Question.of("Qu'est-ce que l'entropie d'un système ?")
    assert says_what_it_is(entropy, "L'entropie d'un système est une mesure de son désordre.")
    assert not says_what_it_is(entropy, "Clausius a mesuré l'entropie d'un système.")
    assert (
        explanation_odds(Question.of("¿Por qué el cielo es azul?"), "Es azul porque el aire dispersa la luz.")
        == 0.8
    )
    # "Son" is "are" in Spanish alone.
    assert not says_what_it_is(Question.of("What is a prince?"), "A prince son of the king was there.")
