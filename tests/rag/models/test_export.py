import json

import pytest

from rag.models import export
from rag.models.elsewhere.client import ModelServer
from rag.models.elsewhere.loading import taught_tokenizer
from rag.models.elsewhere.span_model import ServerSpanModel
from rag.models.embedding.embedder import load_embedder
from rag.models.weights.packaged import EMBEDDER, packaged_path
from rag.settings import Models, Patience, ServedModel
from tests.rag.models.elsewhere.served import Causal, serving

SENTENCES = [
    "The Normans gave their name to Normandy, a region in France.",
    "They were descended from Norse raiders and pirates from Denmark, Iceland and Norway.",
    "The identity of the Normans emerged in the first half of the 10th century.",
]


def test_a_folder_that_is_there_stays(tmp_path, capsys):
    (tmp_path / "judge").mkdir()
    assert export.main(["judge", str(tmp_path / "judge")]) == 1
    assert "is there already" in capsys.readouterr().err


def test_the_writer_needs_its_file(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("LECTERN_CACHE", str(tmp_path))
    assert export.main(["writer", str(tmp_path / "writer")]) == 1
    assert "models prepare qwen-0.5b" in capsys.readouterr().err
    assert not (tmp_path / "writer").exists() and not list(tmp_path.glob(".writer*"))


def test_older_versions_of_transformers_find_what_they_look_for():
    found = export._for_older_configs({"dtype": "float32", "rope_parameters": {"rope_theta": 100000.0}})
    assert (found["rope_theta"], found["torch_dtype"]) == (100000.0, "float32")
    assert "rope_theta" not in export._for_older_configs({})
    assert export._for_older_tokenizers({"tokenizer_class": "TokenizersBackend", "is_local": True}) == {
        "tokenizer_class": "PreTrainedTokenizerFast"
    }


@pytest.mark.models
def test_the_embedder_is_exported_as_it_is(tmp_path, capsys):
    assert export.main(["embedder", str(tmp_path / "new" / "embedder")]) == 0
    assert (tmp_path / "new" / "embedder" / "modules.json").exists()
    assert "--served-model-name lectern-embedder --runner pooling" in capsys.readouterr().out


@pytest.mark.models
def test_the_embedder_on_a_server_finds_what_is_in_a_library(embedder, monkeypatch):
    """Its vectors are those of this computer, and so is its fingerprint."""
    from sentence_transformers import SentenceTransformer

    folder = packaged_path(*EMBEDDER)
    texts = [*SENTENCES, "The Normans were there. " * 200, "Änderung der Energie: ΔU = Q − W"]
    with serving({"lectern-embedder": SentenceTransformer(str(folder), device="cpu")}) as url:
        monkeypatch.setenv("LECTERN_EMBEDDER_URL", url)
        served = load_embedder(Models())
        assert served.fingerprint == embedder.fingerprint
        assert (served.encode(texts) * embedder.encode(texts)).sum(axis=1) == pytest.approx(1, abs=1e-5)
        assert served.encode_query("Who?") @ embedder.encode_query("Who?") == pytest.approx(1, abs=1e-5)


@pytest.mark.models
def test_the_judge_on_a_server_judges_and_reads_as_here(tmp_path):
    """The exported folder, read by a server that knows nothing of Lectern, over HTTP."""
    from rag.models.generation.prompts import evidence_prompt
    from rag.models.span.loading import JUDGE, load_span_model

    export.export("judge", tmp_path / "judge")
    config = json.loads((tmp_path / "judge" / "config.json").read_text(encoding="utf-8"))
    assert config["rope_theta"] == config["rope_parameters"]["rope_theta"] == 100000.0
    here = load_span_model(Models(), JUDGE)
    with serving({"lectern-judge": Causal.of(str(tmp_path / "judge"), "float32")}) as url:
        server = ModelServer(ServedModel(url, "lectern-judge"), Patience(seconds=120.0))
        there = ServerSpanModel(server, *taught_tokenizer())
        for question in ("In what country is Normandy?", "Who discovered Iceland?"):
            prompts = [evidence_prompt(question, f"[1] {sentence}") for sentence in SENTENCES]
            assert there.p_none(prompts) == pytest.approx(here.p_none(prompts), abs=1e-4)
        whole = evidence_prompt(
            "In what country is Normandy?",
            "\n".join(f"[{n}] {sentence}" for n, sentence in enumerate(SENTENCES, start=1)),
        )
        found, expected = (one.best_span(whole, SENTENCES, [0.5, 0.3, 0.2]) for one in (there, here))
        assert (found.sentence, found.start, found.end) == (expected.sentence, expected.start, expected.end)
        assert "France" in SENTENCES[found.sentence][found.start : found.end]
        assert found.probability == pytest.approx(expected.probability, abs=1e-3)
