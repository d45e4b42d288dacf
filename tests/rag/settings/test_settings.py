from pathlib import Path

import pytest
from pydantic import ValidationError

from rag.errors import InvalidSetting
from rag.settings import Answering, Ingestion, Models, Retrieval, Settings, every_setting, provider_of


def _kept(folder: Path, text: str) -> Settings:
    (folder / "settings.toml").write_text(text, encoding="utf-8")
    return Settings.load(folder)


def test_saved_settings_come_back(tmp_path):
    settings = Settings().changed("retrieval.alpha", "0.25").changed("answering.write", "false")
    settings = settings.changed("models.generator", 'C:\\a "b"')
    settings.save(tmp_path)
    assert Settings.load(tmp_path) == settings


def test_defaults_without_a_file(tmp_path):
    assert Settings.load(tmp_path) == Settings()


def test_only_what_differs_is_written(tmp_path):
    Settings(retrieval=Retrieval(top_k=5), models=Models(adapter=False)).save(tmp_path)
    expected = "[retrieval]\ntop_k = 5\n[models]\nadapter = false\n"
    assert (tmp_path / "settings.toml").read_text(encoding="utf-8") == expected


def test_a_file_with_every_key_of_the_first_version_loads(tmp_path):
    settings = _kept(
        tmp_path,
        """
        [retrieval]
        alpha = 1
        top_k = 50
        pool = 1000
        fusion = "rrf"
        [answering]
        threshold = 0.0
        evidence = 2
        prompt_sentences = 2
        prompt_tokens = 100000
        max_new_tokens = 4096
        write = false
        [models]
        embedder = "intfloat/e5"
        generator = "/models/my-model.gguf"
        base_url = "http://localhost:11434/v1"
        device = "cuda:1"
        adapter = false
        [ingestion]
        seconds = 3600
        megabytes = 65536
        file_megabytes = 4096
        pages = 100000
        chunk_tokens = 240
        """,
    )
    assert settings == Settings(
        retrieval=Retrieval(alpha=1.0, top_k=50, pool=1000, fusion="rrf"),
        answering=Answering(
            threshold=0.0,
            evidence=2,
            prompt_sentences=2,
            prompt_tokens=100_000,
            max_new_tokens=4096,
            write=False,
        ),
        models=Models(
            embedder="intfloat/e5",
            generator="/models/my-model.gguf",
            base_url="http://localhost:11434/v1",
            device="cuda:1",
            adapter=False,
        ),
        ingestion=Ingestion(
            megabytes=65536,
            file_megabytes=4096,
            pages=100_000,
            chunk_tokens=240,
        ),
    )
    assert isinstance(settings.ingestion.page_seconds, float)  # what it was for a file is over


def test_the_former_limit_of_a_whole_file_is_read_over(tmp_path):
    kept = _kept(tmp_path, "[ingestion]\nseconds = 600.0\npages = 7\n")
    assert (kept.ingestion.pages, kept.ingestion.page_seconds) == (7, 20.0)
    with pytest.raises(InvalidSetting, match="ingestion.seconds"):
        Settings().changed("ingestion.seconds", 5)


def test_the_signature_that_windows_writes_is_no_matter(tmp_path):
    assert _kept(tmp_path, "\ufeff[retrieval]\ntop_k = 5\n").retrieval.top_k == 5


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


@pytest.mark.parametrize(
    ("name", "inside", "outside"),
    [
        ("retrieval.alpha", (0, 1), (-0.01, 1.01)),
        ("retrieval.top_k", (1, 50), (0, 51)),
        ("retrieval.pool", (12, 1000), (11, 1001)),  # twelve passages are kept, so no fewer are compared
        ("answering.threshold", (0, 1), (-0.01, 1.01)),
        ("answering.evidence", (3, 20), (2, 21)),  # the model is given three of them
        ("answering.prompt_sentences", (1, 5), (0, 6)),  # five are shown
        ("answering.prompt_tokens", (64, 100_000), (63, 100_001)),
        ("answering.max_new_tokens", (8, 4096), (7, 4097)),
        ("ingestion.page_seconds", (1, 3600), (0.9, 3600.1)),
        ("ingestion.ocr_seconds", (1, 3600), (0.9, 3600.1)),
        ("ingestion.megabytes", (256, 65536), (255, 65537)),
        ("ingestion.file_megabytes", (1, 4096), (0, 4097)),
        ("ingestion.pages", (1, 100_000), (0, 100_001)),
        ("ingestion.chunk_tokens", (32, 240), (31, 241)),
    ],
)
def test_bounds_are_included_and_nothing_beyond_them(name, inside, outside):
    for value in inside:
        assert Settings().changed(name, value).by_name()[name] == value
    for value in outside:
        with pytest.raises(InvalidSetting, match=name.replace(".", r"\.")):
            Settings().changed(name, value)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "[retrieval]\ntop_k = 1e400",
            "retrieval.top_k is inf, but must be a whole number from 1 to 50. "
            "Change it, or leave it out for the default, 12.",
        ),
        (
            "[retrieval]\nalpha = nan",
            "retrieval.alpha is nan, but must be a number from 0 to 1. "
            "Change it, or leave it out for the default, 0.5.",
        ),
        (
            '[retrieval]\nfusion = "magic"',
            'retrieval.fusion is "magic", but must be "convex" or "rrf". '
            'Change it, or leave it out for the default, "convex".',
        ),
        (
            "[answering]\nwrite = 1",
            "answering.write is 1, but must be true or false. Change it, or leave it out for the default, true.",
        ),
        (
            "[retrieval]\ntop_k = true",
            "retrieval.top_k is true, but must be a whole number from 1 to 50. "
            "Change it, or leave it out for the default, 12.",
        ),
        (
            "[answering]\nprompt_sentences = 6",
            "answering.prompt_sentences is 6, but must not be above answering.evidence, which is 5. "
            "Lower the first, or raise the second.",
        ),
        (
            "retrieval = 5",
            "retrieval is 5, but must be a table: [retrieval], and its settings in the lines below.",
        ),
        (
            "[retrieval]\nalhpa = 0.5",
            'There is no setting "retrieval.alhpa". Did you mean "retrieval.alpha"?',
        ),
        ("[retreival]\nalpha = 0.5", 'There is no setting "retreival". Did you mean "retrieval"?'),
        ("[answering]\ntop_k = 3", 'There is no setting "answering.top_k". Did you mean "retrieval.top_k"?'),
        ("alpha = 0.5", 'There is no setting "alpha". Did you mean "retrieval.alpha"?'),
        (
            "[retrieval]\nxyz = 1",
            'There is no setting "retrieval.xyz". '
            "There are: retrieval.alpha, retrieval.top_k, retrieval.pool, retrieval.fusion.",
        ),
    ],
)
def test_what_is_wrong_in_a_file_is_said_with_the_remedy(tmp_path, line, message):
    with pytest.raises(InvalidSetting) as error:
        _kept(tmp_path, line)
    assert str(error.value) == f"In {tmp_path / 'settings.toml'}: {message}"


def test_all_that_is_wrong_in_a_table_is_said_at_once(tmp_path):
    with pytest.raises(InvalidSetting, match=r"alpha is 3.*top_k is 99.*retrieval\.beta"):
        _kept(tmp_path, "[retrieval]\nbeta = 1\ntop_k = 99\nalpha = 3")


def test_a_number_too_long_to_be_written_out_is_refused_in_words(tmp_path):
    with pytest.raises(InvalidSetting, match="top_k is a number of thousands of digits, but"):
        _kept(tmp_path, f"[retrieval]\ntop_k = 0x{'f' * 5000}")


@pytest.mark.parametrize(
    "content",
    [b"[retrieval\n", b"\xff\xfe", b"a = " + b"[" * 5000, b"top_k = " + b"1" * 5000],
    ids=["broken", "not UTF-8", "nested too deeply", "too many digits"],
)
def test_broken_file_says_what_to_do(tmp_path, content):
    (tmp_path / "settings.toml").write_bytes(content)
    with pytest.raises(InvalidSetting, match="Mend or delete"):
        Settings.load(tmp_path)


def test_changes_are_checked_as_a_whole():
    changes = {"answering.evidence": "2", "answering.prompt_sentences": "2"}
    answering = Settings().changed_all(changes).answering
    assert (answering.evidence, answering.prompt_sentences) == (2, 2)
    with pytest.raises(InvalidSetting, match=r"prompt_sentences is 3.*evidence, which is 2"):
        Settings().changed("answering.evidence", 2)


def test_a_group_is_checked_wherever_it_is_made():
    for make in (lambda: Retrieval(top_k=0), lambda: Retrieval().changed(top_k=0)):
        with pytest.raises(InvalidSetting, match=r"retrieval\.top_k is 0"):
            make()
    assert Retrieval().changed(top_k=30) == Retrieval(top_k=30)


def test_settings_cannot_be_changed_in_place():
    with pytest.raises(ValidationError, match="frozen"):  # a mistake in the code, not a person's
        Settings().retrieval.alpha = 0.1


def test_text_that_no_file_can_hold_is_refused():
    with pytest.raises(InvalidSetting, match=r"models\.generator is .*ud800"):
        Models(generator="\ud800")


def test_each_setting_is_described_and_has_its_default():
    settings = every_setting()
    assert {name: setting.default for name, setting in settings.items()} == Settings().by_name()
    assert all(setting.description.endswith(".") for setting in settings.values())
    assert len({setting.label for setting in settings.values()}) == len(settings)
    assert settings["retrieval.fusion"].choices == ("convex", "rrf")
    assert (settings["retrieval.top_k"].low, settings["retrieval.top_k"].high) == (1, 50)


@pytest.mark.parametrize(
    ("name", "provider"),
    [
        ("openai:gpt-4o-mini", "openai"),
        ("google_genai:gemini-2.5-flash", "google_genai"),
        ("ollama:llama3.2:3b", "ollama"),
        ("embedded", ""),
        ("intfloat/e5-small", ""),
        ("C:\\models\\small", ""),
        ("c:/models/small", ""),
        ("openai:", ""),
        ("http://localhost:11434/v1", ""),
        ("hf:small.GGUF", ""),
        ("a name: with words", ""),
    ],
)
def test_which_names_have_a_provider(name, provider):
    assert provider_of(name) == provider


def test_who_reads_what_leaves_this_machine():
    assert (Models().reads_elsewhere, Models().embeds_elsewhere) == ("", "")
    both = Models(generator="openai:gpt-4o-mini", embedder="cohere:embed-english-v3.0")
    assert (both.reads_elsewhere, both.embeds_elsewhere, both.small) == ("openai", "cohere", False)
    server = Models(generator="llama3.2:3b", base_url="http://localhost:11434/v1")
    assert (server.reads_elsewhere, server.embeds_elsewhere) == ("http://localhost:11434/v1", "")


def test_another_model_writes_and_the_former_is_kept_for_the_way_back():
    mine = Models(generator="/models/mine.gguf")
    qwen = mine.using("qwen-0.5b")
    assert qwen == Models(generator="qwen-0.5b", former="/models/mine.gguf") and not qwen.small
    assert qwen.using("qwen-0.5b") == qwen
    assert qwen.using(qwen.former) == Models(generator="/models/mine.gguf", former="qwen-0.5b")
    assert qwen.using("embedded") == Models(generator="embedded", former="qwen-0.5b", writer="none")


def test_no_other_model_is_chosen_while_a_server_writes():
    with pytest.raises(InvalidSetting, match="Empty models.base_url"):
        Models(base_url="http://localhost:1/v1").using("qwen-0.5b")
