"""A tokenizer of words and a model that says what it is told, so that every step is known."""

import re
from types import SimpleNamespace

import pytest
import torch
from transformers import LlamaConfig, LlamaForCausalLM

from rag.models.span.span_model import SpanModel

_TOKEN = re.compile(r" \[|\]| none| ?\d| ?[A-Za-z]+| ?[^\w\s]|\n")


class WordTokenizer:
    """One token a word (with the space before it), a digit or a mark; ids in order of appearance."""

    eos_token_id = 0

    def __init__(self):
        self.vocabulary = {"<eos>": 0}

    def encode(self, text, add_special_tokens=False):
        return [self._id(match.group()) for match in _TOKEN.finditer(text)]

    def __call__(self, texts, **options):
        return {
            "input_ids": [self.encode(text) for text in texts],
            "offset_mapping": [[match.span() for match in _TOKEN.finditer(text)] for text in texts],
        }

    def _id(self, token):
        return self.vocabulary.setdefault(token, len(self.vocabulary))


class ScriptedCache:
    """Holds no keys and values: what the model says hangs on the last token alone."""

    def crop(self, tokens):
        assert tokens < 0


class ScriptedModel:
    """Gives the wished tokens a logit of 5 and all others 0; after " [" it wishes sentence `number`."""

    device = "cpu"

    def __init__(self, tokenizer, none, number, wishes):
        self.tokenizer, self.none, self.number = tokenizer, none, number
        self.wishes = {tokenizer.encode(wish)[0] if wish else 0 for wish in wishes}
        self.fed = 0

    def __call__(self, ids, logits_to_keep, **options):
        self.fed += ids.shape[1]
        kept = logits_to_keep if torch.is_tensor(logits_to_keep) else slice(-logits_to_keep, None)
        tokens = ids[0, kept].tolist()
        logits = torch.zeros(1, len(tokens), 100)
        for row, token in zip(logits[0], tokens, strict=True):
            if token == self.tokenizer.encode(" [")[0]:
                row[self.tokenizer.encode(str(self.number))[0]] = 5.0
            else:
                row[self.tokenizer.encode(" none")[0]] = self.none
                row[list(self.wishes)] = 5.0
        return SimpleNamespace(logits=logits, past_key_values=ScriptedCache())


SENTENCES = ["The GAN has two networks.", "It was proposed by Ian Goodfellow in Montreal."]


def span_model(none=0.0, number=2, wishes=("",)):
    tokenizer = WordTokenizer()
    return SpanModel(ScriptedModel(tokenizer, none, number, wishes), tokenizer)


def best(number=2, wishes=("",), priors=(0.5, 0.5)):
    return span_model(0.0, number, wishes).best_span("Q", SENTENCES, priors)


def test_the_words_that_the_model_wants_are_found_in_the_sentence():
    span = best(wishes=(" Ian", " Goodfellow", ""))
    # after " Ian" both " Goodfellow" and the end have 5: the longer one comes first in the options
    assert span.sentence == 1
    assert SENTENCES[1][span.start : span.end] == "Ian Goodfellow"


def test_it_cannot_say_what_is_not_there():
    # " Bengio" is in no sentence, so the best allowed token is taken instead
    span = best(wishes=(" Bengio", ""))
    assert SENTENCES[1][span.start : span.end] in SENTENCES[1] and span.start < span.end


@pytest.mark.parametrize(("none", "expected"), [(0.0, 0.5), (2.0, 0.8808), (-2.0, 0.1192)])
def test_the_probability_of_no_answer_is_that_of_none_against_the_bracket(none, expected):
    # sigmoid(none - 0), for " [" has the logit 0
    assert span_model(none).p_none(["Q"]) == (pytest.approx(expected, abs=1e-4),)


def test_prompts_that_are_read_at_once_are_judged_as_each_alone():
    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=100, hidden_size=16, intermediate_size=32, num_hidden_layers=2, num_attention_heads=2
    )
    model = SpanModel(LlamaForCausalLM(config).eval(), WordTokenizer())
    strangers = ["Who made the GAN ?", "Who ?", "It came from Ian ."]
    alike = ["Who made the GAN ?", "Who made it ?", "Who made it so ?", "Who made it ?"]
    for prompts in (strangers, alike):
        alone = [model.p_none([prompt])[0] for prompt in prompts]
        assert len(set(alone)) == 3 and model.p_none(prompts) == pytest.approx(alone, abs=1e-5)
    assert model.p_none([]) == ()


def test_the_sentence_is_the_one_that_the_model_numbers():
    assert best(number=1).sentence == 0 and best(number=2).sentence == 1


def test_probabilities_are_probabilities():
    assert 0 < best(wishes=(" Ian", "")).probability <= 1


def test_the_prior_of_evidence_selection_counts():
    # the model gives sentence 2 the odds e^5 = 148; odds of 0.999 to 0.001 against it outweigh them
    assert best(number=2, priors=(0.999, 0.001)).sentence == 0


def test_looking_ahead_changes_no_answer():
    # one long run of words, so that the model has to be asked more than once
    sentence = (
        "It was proposed by Ian Goodfellow and by seven others in the cold June of that year in Montreal."
    )
    spoken = sentence.split("proposed by")[1].removesuffix(".")
    wishes = [*(f" {word}" for word in spoken.split()), ""]
    span = span_model(0.0, 1, wishes).best_span("Q", [sentence], [1.0])
    # a wished word that may go on comes before a wished end, so the words run to the last of them
    assert sentence[span.start : span.end] == spoken.strip()
