"""A tiny Qwen2 with random weights, as transformers makes it: written to a GGUF file, converted, and run by both."""

import numpy as np
import pytest

TOKENS = [f"t{number}" for number in range(30)]
ENDS, BEGINS = "t1", "t0"


@pytest.fixture(scope="module")
def original():
    import torch
    from transformers import Qwen2Config, Qwen2ForCausalLM

    torch.manual_seed(0)
    config = Qwen2Config(
        vocab_size=32, hidden_size=64, intermediate_size=96, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2, tie_word_embeddings=True, max_position_embeddings=64, initializer_range=0.2,
    )  # fmt: skip
    model = Qwen2ForCausalLM(config).eval()
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if name.endswith(("norm.weight", "bias")):  # which begin as ones and zeros
                weight.add_(torch.randn_like(weight) * 0.2)
    return model


@pytest.fixture(scope="module", params=["twice", "once"])
def gguf(request, original, tmp_path_factory):
    """The file; the matrix of the words is in it twice, coarser where it reads, or once."""
    from gguf import GGUFWriter

    path = tmp_path_factory.mktemp("gguf") / "tiny.gguf"
    writer, config = GGUFWriter(path, "qwen2"), original.config
    writer.add_block_count(config.num_hidden_layers)
    writer.add_head_count(config.num_attention_heads)
    writer.add_head_count_kv(config.num_key_value_heads)
    writer.add_layer_norm_rms_eps(config.rms_norm_eps)
    writer.add_rope_freq_base(config.rope_parameters["rope_theta"])
    for name, tensor in _tensors(original, request.param == "twice").items():
        writer.add_tensor(name, tensor)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _tensors(model, twice):
    names = {
        "model.embed_tokens": "token_embd", "model.norm": "output_norm", "input_layernorm": "attn_norm",
        "post_attention_layernorm": "ffn_norm", "self_attn.o_proj": "attn_output", "self_attn.": "attn_",
        "mlp.": "ffn_", "_proj": "", "model.layers": "blk",
    }  # fmt: skip
    found = {}
    for name, weight in model.named_parameters():
        for ours, theirs in names.items():
            name = name.replace(ours, theirs)
        found[name] = weight.detach().numpy().astype(np.float32)
    if twice:
        found["output.weight"] = found["token_embd.weight"]
        found["token_embd.weight"] = np.round(found["token_embd.weight"], 1)
    return found


def test_the_converted_model_says_what_the_original_says(original, gguf, tmp_path):
    import ctranslate2
    import torch

    from rag.models.catalogue.conversion.decoder import DecoderFile, decoder_spec

    told = []
    spec = decoder_spec(DecoderFile(gguf), TOKENS, ENDS, BEGINS, lambda *steps: told.append(steps))
    spec.save(str(tmp_path))
    assert told == [(1, 2), (2, 2)]
    ids = [3, 17, 4, 4, 29, 8, 0, 21]
    generator = ctranslate2.Generator(str(tmp_path), device="cpu")
    given = np.array(generator.forward_batch([ids]))[0]
    with torch.no_grad():
        expected = original(torch.tensor([ids])).logits[0].numpy()
    cosines = (given * expected).sum(1) / np.linalg.norm(given, axis=1) / np.linalg.norm(expected, axis=1)
    assert cosines.min() > 0.999, cosines
    held = spec.variables()
    assert held["decoder/embeddings/weight"].dtype == "int8"
    assert held["decoder/projection/weight"] == "decoder/embeddings/weight"  # it is kept once


def test_rows_are_scaled_by_their_largest_number():
    from rag.models.catalogue.conversion.decoder import quantized

    weights, scales = quantized(np.array([[1.0, -2.0, 0.5], [0.0, 0.0, 0.0]], dtype=np.float32))
    assert weights.tolist() == [[64, -127, 32], [0, 0, 0]]  # 63.5 and 31.75, to the even one
    assert scales.tolist() == [63.5, 1.0]


def test_a_model_of_another_architecture_is_refused(tmp_path):
    from gguf import GGUFWriter

    from rag.models.catalogue.conversion.decoder import DecoderFile

    writer = GGUFWriter(tmp_path / "llama.gguf", "llama")
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    with pytest.raises(ValueError, match="architecture llama, not qwen2"):
        DecoderFile(tmp_path / "llama.gguf")


def test_what_a_model_was_taught_is_added_before_its_numbers_are_made_coarse(original, gguf, tmp_path):
    import copy

    import ctranslate2
    import torch
    from safetensors.torch import save_file

    from rag.models.catalogue.conversion.decoder import DecoderFile, decoder_spec
    from rag.models.catalogue.conversion.taught import read_taught

    torch.manual_seed(1)
    taught, stored = copy.deepcopy(original), {}
    with torch.no_grad():
        for module in ("self_attn.k_proj", "mlp.down_proj"):
            weight = taught.get_submodule(f"model.layers.1.{module}").weight
            up, down = torch.randn(weight.shape[0], 2) * 0.3, torch.randn(2, weight.shape[1]) * 0.3
            weight.add_(2.0 * up @ down)
            name = f"base_model.model.model.layers.1.{module}.lora_{{}}.weight"
            stored |= {name.format("A"): down, name.format("B"): up}
    save_file(stored, tmp_path / "adapter.safetensors", metadata={"scale": "2.0"})
    spec = decoder_spec(
        DecoderFile(gguf, read_taught(tmp_path / "adapter.safetensors")),
        TOKENS,
        ENDS,
        BEGINS,
        lambda *_: None,
    )
    spec.save(str(tmp_path))
    ids = [3, 17, 4, 4, 29, 8, 0, 21]
    given = np.array(ctranslate2.Generator(str(tmp_path), device="cpu").forward_batch([ids]))[0]
    with torch.no_grad():
        expected, before = (model(torch.tensor([ids])).logits[0].numpy() for model in (taught, original))
    cosines = (given * expected).sum(1) / np.linalg.norm(given, axis=1) / np.linalg.norm(expected, axis=1)
    assert cosines.min() > 0.995, cosines
    assert np.abs(given - expected).mean() < 0.2 * np.abs(before - expected).mean()


@pytest.mark.parametrize("name", ["base_model.model.lm_head.lora_A.weight", "x"])
def test_an_adapter_with_a_matrix_that_is_not_known_is_refused(tmp_path, name):
    import torch
    from safetensors.torch import save_file

    from rag.models.catalogue.conversion.taught import read_taught

    save_file({name: torch.zeros(2, 2)}, tmp_path / "a.safetensors", metadata={"scale": "1"})
    with pytest.raises(ValueError, match="not known"):
        read_taught(tmp_path / "a.safetensors")


def test_a_damaged_adapter_is_refused(tmp_path):
    from rag.models.catalogue.conversion.taught import read_taught

    (tmp_path / "a.safetensors").write_bytes(b"torn")
    with pytest.raises(ValueError, match=r"a\.safetensors, cannot be read"):
        read_taught(tmp_path / "a.safetensors")
