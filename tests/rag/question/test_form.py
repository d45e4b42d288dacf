import pytest

from rag.question.question import Question


def form(question):
    return Question.of(question).form


@pytest.mark.parametrize(
    "question",
    [
        "Why?",
        "and why is that so",
        "Warum ist das so?",
        "为什么？",
        "لماذا؟",
        "Pourquoi le ciel est-il bleu ?",
        "¿Por qué es azul?",
    ],
)
def test_a_question_for_a_reason(question):
    assert form(question).why


@pytest.mark.parametrize(
    "question",
    [
        "What is a GAN?",
        "what's mode collapse",
        "Define entropy",
        "Was ist ein Autoencoder?",
        "什么是向量？",
        "mode collapse",
        "机器学习",
        "几何",
        "機械学習",
        "Qu'est-ce que l'entropie ?",
        "Qu'est-ce qu'un réseau de neurones ?",
        "C'est quoi un autoencodeur ?",
        "¿Qué es la entropía?",
        "¿Qué son las redes neuronales?",
    ],
)
def test_a_question_for_a_definition(question):
    assert form(question).definition


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
        # Chinese and Japanese sentences have no spaces, and are no bare terms for that.
        "细胞由什么组成",
        "なぜ空は青いのか",
        "光合作用的过程",
        "谁发明了电话",
        "細胞は何からできている？",
    ],
)
def test_no_question_for_a_definition(question):
    assert not form(question).definition


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
        "Est-ce que la Terre est ronde ?",
        "¿Es la Tierra redonda?",
    ],
)
def test_a_question_for_yes_or_no(question):
    assert form(question).yes_or_no


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
    assert not form(question).yes_or_no


def test_two_facts_in_one_question():
    assert form("Who proposed the GAN and when?").two_facts
    assert form("When was the GAN introduced and by whom?").two_facts
    assert form("how many layers does BERT have, and who made it").two_facts
    assert not form("Who proposed the GAN and why?").two_facts
    assert not form("What is a GAN and when was it proposed?").two_facts
    assert not form("When was the GAN proposed?").two_facts


def test_two_questions_in_one():
    assert form("Who proposed the GAN and when?").two_things
    assert form("how many layers does BERT have, and who made it").two_things
    assert form("When and in which city was it shown?").two_things
    assert not form("What did Goodfellow and his colleagues propose?").two_things
    assert not form("Who went to Radcliffe and was trained there?").two_things
    assert not form("What happens when noise and labels are given?").two_things
