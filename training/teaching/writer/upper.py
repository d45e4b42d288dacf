"""A model cut in two: what its lower layers make of a text is computed once, and only the upper ones are taught."""

import copy
import gc
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from training.teaching.batches import autocast
from training.teaching.writer.packed import PackedLesson, filled, seen

log = logging.getLogger(__name__)


class Halves(NamedTuple):
    """`lower` gives the hidden states (rows, tokens, width) that `upper`, a causal model, takes for its inputs.

    `layers` is how many of the model's layers `lower` has: layer 0 of `upper` is layer `layers` of the model.
    """

    lower: Any
    upper: Any
    tokenizer: Any
    layers: int


def halves(gguf: Path, upper_layers: int) -> Halves:
    """The model of a GGUF file, whose digest was checked, in float32; its last `upper_layers` layers are `upper`."""
    model = AutoModelForCausalLM.from_pretrained(gguf.parent, gguf_file=gguf.name, dtype=torch.float32)
    tokenizer = AutoTokenizer.from_pretrained(gguf.parent, gguf_file=gguf.name)
    return cut(model, tokenizer, upper_layers)


def cut(model: Any, tokenizer: Any, upper_layers: int) -> Halves:
    """The model in two; it is used up by that."""
    layers = model.config.num_hidden_layers - upper_layers
    lower = model.model
    upper = type(model)(_shortened(model.config, upper_layers)).eval()
    upper.model.layers = torch.nn.ModuleList(list(lower.layers[layers:]))
    for index, layer in enumerate(upper.model.layers):
        layer.self_attn.layer_idx = index
    upper.model.norm, upper.model.embed_tokens, upper.lm_head = lower.norm, lower.embed_tokens, model.lm_head
    lower.layers = torch.nn.ModuleList(list(lower.layers[:layers]))
    lower.norm = torch.nn.Identity()
    lower.config = _shortened(model.config, layers)
    gc.collect()
    return Halves(lower.eval(), upper, tokenizer, layers)


def _shortened(config: Any, layers: int) -> Any:
    found = copy.deepcopy(config)
    found.num_hidden_layers = layers
    if getattr(found, "layer_types", None):
        found.layer_types = found.layer_types[:layers]
    return found


@torch.inference_mode()
def lower_states(halves: Halves, rows: Sequence[PackedLesson], batch: int = 16) -> list[torch.Tensor]:
    """What the lower half makes of each row: (tokens, width) in bfloat16, in the order of `rows`."""
    found: dict[int, torch.Tensor] = {}
    ordered = sorted(range(len(rows)), key=lambda index: len(rows[index].tokens))
    for first in range(0, len(rows), batch):
        group = ordered[first : first + batch]
        taken = [rows[index] for index in group]
        with autocast():
            states = halves.lower(
                input_ids=filled([row.tokens for row in taken]),
                position_ids=filled([row.place for row in taken]),
                attention_mask=seen(taken),
                use_cache=False,
            ).last_hidden_state
        for place, index in enumerate(group):
            found[index] = states[place, : len(rows[index].tokens)].bfloat16().clone()
        if first // batch % 20 == 0:
            log.info("the lower layers have read %d of %d", first + len(group), len(rows))
    return [found[index] for index in range(len(rows))]
