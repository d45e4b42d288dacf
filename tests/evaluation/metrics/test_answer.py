import numpy as np
import pytest

from evaluation.metrics.answer import (
    contains,
    exact_match,
    part_of,
    rouge_l,
    same_numbers,
    similarity,
    token_f1,
)
from tests.fakes import FakeEmbeddings


def encode(texts):
    return np.array(FakeEmbeddings().embed_documents(list(texts)), dtype=np.float32)


@pytest.mark.parametrize(
    ("given", "expected", "score"),
    [
        ("It lies in France.", ["France"], 1),
        ("It was in 1801.", ["18"], 0),
        ("It is 3.4 now.", ["3"], 0),
        ("It is 3.4 now.", ["34"], 0),
        ("It is 3.4 now.", ["3.4"], 1),
        ("About 1,024 tokens.", ["1024"], 1),
        ("About 1024 tokens.", ["1,024 tokens"], 1),
        ("About 1,024 tokens.", ["1"], 0),
        ("An Oxford-based firm", ["Oxford"], 1),
        ("The U.S. army", ["US"], 1),
        ("首都是北京。", ["北京"], 1),
        # numbers by value and unit
        ("GPT-3 is a model.", ["3%"], 0),
        ("GPT-3 is a model.", ["3"], 0),
        ("GPT-3 is a model.", ["GPT-3"], 1),
        ("GPT 3 is a model.", ["GPT-3"], 1),
        ("GPT-3 is a model.", ["GPT 3"], 1),
        ("It is 3.4 now.", ["3%"], 0),
        ("Wikipedia is 3 % of it.", ["3%"], 1),
        ("Wikipedia is 3 per cent of it.", ["3%"], 1),
        ("Wikipedia is three percent of it.", ["3%"], 1),
        ("Wikipedia is 3 parts of it.", ["3%"], 0),
        ("It took 65 hours.", ["5 seconds"], 0),
        ("It took 5 hours.", ["5 seconds"], 0),
        ("It took five seconds.", ["5 seconds"], 1),
        ("It took 5 seconds.", ["5"], 1),
        ("About 1500 words", ["1,500"], 1),
        ("About 1.5 thousand words", ["1,500 words"], 1),
        ("About 1,500 words", ["1.5 thousand"], 1),
        ("It has 175B parameters.", ["175 billion parameters"], 1),
        ("It has 175B layers.", ["175 billion parameters"], 0),
        ("It has 17.5B parameters.", ["175 billion parameters"], 0),
        ("in the tenth century", ["10th century"], 1),
        ("on 10 May", ["10th century"], 0),
        ("in the 1920s", ["1920"], 0),
        ("in the mid-1990s", ["1990s"], 1),
        ("58 per cent of people", ["94 per cent"], 0),
        ("März: 3 Prozent", ["3 %"], 1),
        ("训练用了3000亿个词。", ["300 billion"], 1),
        ("No one knows.", ["1"], 0),
        ("in Spain", ["France", "Spain"], 1),
        ("", ["France"], 0),
        ("France", ["..."], 0),
        ("France", [], None),
        ("France", ["", " "], None),
    ],
)
def test_contains(given, expected, score):
    assert contains(given, expected) == score


@pytest.mark.parametrize(
    ("given", "expected", "score"),
    [("the France.", ["France"], 1), ("in France", ["France"], 0), ("", ["the"], 0), ("x", [], None)],
)
def test_exact_match(given, expected, score):
    assert exact_match(given, expected) == score


@pytest.mark.parametrize(
    ("given", "expected", "score"),
    [
        ("2014", ["June 2014"], 1),
        ("18", ["1801"], 0),
        ("3", ["3%"], 0),
        ("3 percent", ["about 3%"], 1),
        ("June 2015", ["June 2014"], 0),
        ("", ["June 2014"], 0),
        ("2014", [], None),
    ],
)
def test_part_of(given, expected, score):
    assert part_of(given, expected) == score


def test_same_numbers_in_any_order():
    assert same_numbers("In 2014 it had 5 layers.", "five layers, in 2014")
    assert not same_numbers("In 2015 it had 5 layers.", "five layers, in 2014")
    assert not same_numbers("5 layers for an hour", "5 hours")
    assert same_numbers("no number", "none either")


def test_token_f1():
    # given: in, 10th, century; expected: 10th, and, 11th, century. common 2, 2·2 / (3 + 4)
    assert token_f1("in the 10th century", ["10th and 11th century"]) == pytest.approx(4 / 7)
    assert token_f1("in the 10th century", ["nothing", "10th century"]) == pytest.approx(4 / 5)
    # repeated words count as often as both have them: common 1, 2·1 / (2 + 1)
    assert token_f1("very very", ["very"]) == pytest.approx(2 / 3)
    # per character: 北京 in 北京市, common 2, 2·2 / (3 + 2)
    assert token_f1("北京市", ["北京"]) == pytest.approx(4 / 5)
    assert token_f1("", ["France"]) == 0
    assert token_f1("France", []) is None


def test_rouge_l():
    # longest common subsequence "police killed gunman" of 4 and 4 tokens: 2·3 / 8 (without the article)
    assert rouge_l("police then killed gunman", ["police killed the gunman dead"]) == pytest.approx(6 / 8)
    assert rouge_l("北京", ["北京"]) == 1
    assert rouge_l("", ["France"]) == 0
    assert rouge_l("France", []) is None


def test_similarity():
    assert similarity("blue whale", ["green tree", "whale blue"], encode) == pytest.approx(1)
    assert similarity("", ["whale"], encode) is None
    assert similarity("whale", [""], encode) is None
