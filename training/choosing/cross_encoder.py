"""The encoder with a head, in torch: it reads a question and a unit together."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from transformers import AutoModel

from rag.models.choosing.form import Form, Pair

_FROZEN = ("embeddings.word", "embeddings.position", "pooler")


class CrossEncoder(torch.nn.Module):
    """Of each pair the log-odds that the unit belongs in the answer: linear in the mean of the first token's state and
    the mean of all states. Vectors of words and places stay as they are."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.encoder: Any = AutoModel.from_pretrained(folder, attn_implementation="sdpa")
        size = int(self.encoder.config.hidden_size)
        self.head = torch.nn.Linear(size, 1)
        torch.nn.init.normal_(self.head.weight, std=0.02)
        torch.nn.init.zeros_(self.head.bias)
        for name, tensor in self.encoder.named_parameters():
            tensor.requires_grad = not name.startswith(_FROZEN)

    def forward(self, pairs: Sequence[Pair]) -> torch.Tensor:
        longest = max(len(pair.ids) for pair in pairs)
        ids, types, inside = (torch.zeros(len(pairs), longest, dtype=torch.long) for _ in range(3))
        for row, pair in enumerate(pairs):
            ids[row, : len(pair.ids)] = torch.tensor(pair.ids)
            types[row, : len(pair.ids)] = torch.tensor(pair.types)
            inside[row, : len(pair.ids)] = 1
        states = self.encoder(input_ids=ids, token_type_ids=types, attention_mask=inside).last_hidden_state
        means = (states * inside[:, :, None]).sum(1) / inside.sum(1, keepdim=True)
        odds: torch.Tensor = self.head((means + states[:, 0]) / 2).squeeze(1)
        return odds


def form_of(folder: Path) -> Form:
    """How pairs are laid out for the encoder in `folder`."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return Form(tokenizer)
