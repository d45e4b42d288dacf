import pytest

from rag.models import prepare
from rag.settings import Models, Settings


def test_what_cannot_be_prepared_is_said_with_status_1(tmp_path, capsys):
    Settings(models=Models(embedder="/no/such/embedder")).save(tmp_path)
    assert prepare.main(["--library", str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert "/no/such/embedder" in said.err
    assert said.out == ""


@pytest.mark.models
def test_the_embedded_models_are_prepared(tmp_path, capsys):
    assert prepare.main(["--library", str(tmp_path)]) == 0
    assert capsys.readouterr().err.count("ready in") == 2


@pytest.mark.models
def test_a_server_that_is_not_there_is_said(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("LECTERN_JUDGE_URL", "http://127.0.0.1:9/v1")
    assert prepare.main(["--library", str(tmp_path)]) == 1
    assert "No server answers at http://127.0.0.1:9/v1" in capsys.readouterr().err
