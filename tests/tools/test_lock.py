"""The requirements files are those of pyproject.toml, and what is out of date is said."""

import pytest

from tools.lock import ROOT, Pin, main, pins, problems, read

TABLE = {
    "project": {
        "requires-python": ">=3.11",
        "dependencies": ["torch==2.0", "PyStemmer==3.1"],
        "optional-dependencies": {"server": ["openai==3.0"], "evaluation": [], "dev": ["pytest==9.2"]},
    },
    "dependency-groups": {"weights": ["small-model==0.1"]},
}
HASH = "    --hash=sha256:00ff\n"
NAMED = f"{HASH}    # via lectern (pyproject.toml)\n"
FILES = {
    "requirements.txt": f"# A head.\nopenai==3.0 \\\n{NAMED}pystemmer==3.1 \\\n{NAMED}"
    f"six==1.17 \\\n{HASH}    # via torch\n",
    "requirements-dev.txt": f"-r requirements.txt\npytest==9.2 ; sys_platform != 'x' \\\n{NAMED}",
    "requirements-models.txt": f"small-model==0.1 \\\n{HASH}    # via lectern (pyproject.toml:weights)\n",
}


@pytest.fixture
def folder(tmp_path):
    """A folder with the files that TABLE asks for."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    torch = (ROOT / "requirements-torch.txt").read_text().splitlines()[:-1]
    (tmp_path / "requirements-torch.txt").write_text("\n".join([*torch, "torch==2.0\n"]))
    return tmp_path


def test_files_that_are_as_asked_for_have_no_problems(folder):
    assert list(problems(read(TABLE), folder)) == []


@pytest.mark.parametrize(
    ("file", "before", "after", "problem"),
    [
        ("requirements.txt", "3.1 ", "3.2 ", ": pystemmer is 3.2, pyproject.toml names 3.1."),
        ("requirements.txt", "openai", "closedai", ": openai is missing, pyproject.toml names 3.0."),
        ("requirements.txt", f"{HASH}    # via torch", "    # via torch", ": six has no hash."),
        ("requirements-dev.txt", "9.2", "9.1", ": pytest is 9.1, pyproject.toml names 9.2."),
        ("requirements-models.txt", "0.1 ", "0.2 ", ": small-model is 0.2, pyproject.toml names 0.1."),
        ("requirements-torch.txt", "2.0", "2.1", " is not for torch 2.0."),
    ],
)
def test_what_is_out_of_date_is_said(folder, file, before, after, problem):
    text = (folder / file).read_text()
    assert text.count(before) == 1
    (folder / file).write_text(text.replace(before, after))
    assert next(problems(read(TABLE), folder)) == f"{file}{problem}"


def test_what_is_named_no_more_is_said_but_not_what_others_bring_along(folder):
    fewer = TABLE["project"] | {
        "optional-dependencies": {"server": [], "evaluation": [], "dev": ["pytest==9.2"]}
    }
    assert list(problems(read(TABLE | {"project": fewer}), folder)) == [
        "requirements.txt: openai is named by pyproject.toml no more."
    ]


def test_a_file_that_is_not_there_is_said(folder):
    (folder / "requirements-models.txt").unlink()
    (folder / "requirements-torch.txt").unlink()
    assert list(problems(read(TABLE), folder)) == [
        "requirements-torch.txt is not for torch 2.0.",
        "requirements-models.txt: small-model is missing, pyproject.toml names 0.1.",
    ]


@pytest.mark.parametrize("requirement", ["six", "six>=1", "six~=1.17"])
def test_a_version_that_is_not_pinned_is_refused(requirement):
    loose = TABLE["project"] | {"dependencies": [requirement]}
    with pytest.raises(ValueError, match=f'write "{requirement}" as name==version'):
        read(TABLE | {"project": loose})


def test_the_packages_of_a_file():
    assert pins(FILES["requirements-dev.txt"]) == [
        Pin("pytest", "9.2", f"pytest==9.2 ; sys_platform != 'x' \\\n{NAMED}")
    ]
    assert [block.name for block in pins("Foo_Bar==1\n# a comment\nx.y==2\n")] == ["foo-bar", "x-y"]


def test_no_build_with_cuda_is_asked_for():
    names = {b.name for file in FILES for b in pins((ROOT / file).read_text(encoding="utf-8"))}
    assert "numpy" in names
    assert not [name for name in names if name.startswith(("nvidia-", "cuda-"))] and not names & {
        "torch",
        "triton",
    }


def test_the_files_here_are_up_to_date(capsys):
    assert main(["--check"]) == 0
    assert capsys.readouterr().err == ""
