import pytest

from rag.errors import InvalidSetting
from rag.settings import Settings


def test_saved_settings_come_back(tmp_path):
    settings = Settings().changed("retrieval.alpha", "0.25").changed("answering.write", "false")
    settings = settings.changed("models.generator", 'C:\\a "b"')
    settings.save(tmp_path)
    assert Settings.load(tmp_path) == settings


def test_defaults_without_a_file(tmp_path):
    assert Settings.load(tmp_path) == Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("retrieval.alpha", 1.5),
        ("retrieval.alpha", "much"),
        ("retrieval.fusion", "magic"),
        ("answering.write", "perhaps"),
        ("retrieval.beta", 1),
        ("models.generator", 7),
        ("nothing", 1),
    ],
)
def test_bad_settings_are_named(name, value):
    with pytest.raises(InvalidSetting, match=name.replace(".", r"\.")):
        Settings().changed(name, value)


def test_broken_file_says_what_to_do(tmp_path):
    (tmp_path / "settings.toml").write_text("[retrieval\n")
    with pytest.raises(InvalidSetting, match="Mend or delete"):
        Settings.load(tmp_path)
