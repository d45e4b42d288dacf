"""A real causal model that was taught nothing, with a tokenizer of words: small enough to be served in a test."""

from typing import Any

import torch
from tokenizers import Regex, Tokenizer, models, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

SENTENCES = [
    "The GAN has two networks.",
    "It was proposed by Ian Goodfellow in Montreal and by seven others in June.",
    "Nobody else was there.",
]
PROMPTS = ["Who made the GAN ?", "Who was there ?", "Who ?", "Who made the networks in June ?"]
END = "<|im_end|>"
_TOKEN = r" \[|\]| none| ?\d| ?[A-Za-z]+| ?[^\w\s]"


def small_tokenizer() -> Tokenizer:
    """One token a word (with the space before it), a digit or a mark."""
    split = pre_tokenizers.Split(Regex(_TOKEN), "isolated")
    texts = [*(f" {s}" for s in SENTENCES), *PROMPTS, " [1] [2] [3] none", "1", "2", "3"]
    words = {word for text in texts for word, _ in split.pre_tokenize_str(text)}
    # Each run of a sentence begins with a space.
    words |= {f" {word.strip()}" for word in words}
    vocabulary = {word: index for index, word in enumerate([END, "<unk>", *sorted(words)])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    tokenizer.pre_tokenizer = split
    return tokenizer


def wrapped(tokenizer: Tokenizer) -> PreTrainedTokenizerFast:
    """The same as transformers has it."""
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token=END)


def small_model(size: int, seed: int = 0) -> Any:
    """Weights by chance, large enough that it is sure of something."""
    torch.manual_seed(seed)
    config = LlamaConfig(
        vocab_size=size, hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=2,
        initializer_range=0.4, eos_token_id=0, bos_token_id=None,
    )  # fmt: skip
    return LlamaForCausalLM(config).eval()
