"""A real Llama, small enough to know by hand what it says."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

END = "<|im_end|>"
_BYTES = sorted(pre_tokenizers.ByteLevel.alphabet())


def tiny_tokenizer() -> PreTrainedTokenizerFast:
    """One token a byte; the chat format is nothing but the last message's words."""
    vocabulary = {letter: index for index, letter in enumerate([*_BYTES, END])}
    tokenizer = Tokenizer(models.BPE(vocabulary, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token=END)
    fast.chat_template = "{{ messages[-1]['content'] }}"
    return fast


def tiny_llama(replies: Mapping[int, int], tokenizer: Any) -> LlamaForCausalLM:
    """After token t it says replies[t], with logit sqrt(vocabulary), and 0 for every other token.

    Its layer adds nothing (all weights zero); the embedding is the identity, and the head maps each
    token's own dimension to the next token.
    """
    size = len(tokenizer)
    padded = size + size % 2  # rotary positions want an even head
    config = LlamaConfig(
        vocab_size=padded,
        hidden_size=padded,
        intermediate_size=2,
        num_hidden_layers=1,
        num_attention_heads=1,
        max_position_embeddings=64,
        rms_norm_eps=1e-12,
        tie_word_embeddings=False,
        eos_token_id=tokenizer.eos_token_id,
        bos_token_id=None,
    )
    model = LlamaForCausalLM(config).eval()
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if "norm" not in name:
                weight.zero_()
        model.model.embed_tokens.weight.copy_(torch.eye(padded))
        for now, then in replies.items():
            model.lm_head.weight[then, now] = 1.0
    return model


def tiny_chat(chain: str, then: str = END) -> Any:
    """A chat model that continues any letter of `chain` with the rest of it, and after that with `then`."""
    from rag.models.generation.local import LocalChatModel

    tokenizer = tiny_tokenizer()
    ids = tokenizer.encode(chain) + tokenizer.encode(then)[:1]
    model = tiny_llama(dict(pairwise(ids)), tokenizer)
    return LocalChatModel(model=model, tokenizer=tokenizer)
