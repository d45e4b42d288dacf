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
