"""The command line, with the assistant of conftest.py in place of the real one."""

import json

import pytest

from evaluation.__main__ import main
from evaluation.commands import bench as bench_command
from evaluation.commands import run as run_command
from evaluation.commands import sweep as sweep_command
from rag.settings import Settings
from rag.store.library import Library
from rag.store.runs import Runs
from tests.evaluation.conftest import SentenceAssistant, fake_embedder

EXAM = (
    "question,answers,document,page,answerable\n"
    "What is the largest animal?,blue whale,whales,1,yes\n"
    "When was the oldest oak planted?,1350,trees.txt,2,\n"
    "Who wrote Hamlet?,,,,no\n"
)


@pytest.fixture
def folder(library, monkeypatch):
    def open_assistant(folder, settings=None):
        return SentenceAssistant(Library.open(folder), fake_embedder(), settings or Settings())

    for command in (run_command, sweep_command, bench_command):
        monkeypatch.setattr(command, "open_assistant", open_assistant)
    monkeypatch.setattr(bench_command, "load_embedder", lambda models: fake_embedder())
    return library.folder


@pytest.fixture
def exam(tmp_path):
    path = tmp_path / "exam.csv"
    path.write_text(EXAM)
    return path


def test_run_as_json_and_files(folder, exam, tmp_path, capsys):
    out, table, page = tmp_path / "a.json", tmp_path / "a.csv", tmp_path / "a.html"
    files = ["--out", str(out), "--csv", str(table), "--html", str(page)]
    assert main(["run", str(exam), "--library", str(folder), "--json", *files]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == json.loads(out.read_text())
    assert printed["summary"]["right"]["value"] == 1
    assert printed["collection"] == "nature"
    assert table.read_text(encoding="utf-8-sig").startswith('"question"')
    assert "largest animal" in page.read_text()


def test_run_as_text(folder, exam, capsys):
    assert main(["run", str(exam), "--library", str(folder), "--limit", "2"]) == 0
    assert "exam: 2 of 2 cases" in capsys.readouterr().out


def test_a_test_set_is_kept_and_known_by_name(folder, exam, library):
    assert main(["run", str(exam), "--library", str(folder)]) == 0
    assert main(["run", "exam", "--library", str(folder)]) == 0
    assert [run.done for run in Runs(library.database).all()] == [3, 3]


def test_fail_under(folder, exam, capsys):
    command = ["run", str(exam), "--library", str(folder)]
    assert main([*command, "--fail-under", "right=0.9", "--fail-under", "recall@5=1"]) == 0
    assert main([*command, "--fail-under", "token_f1=0.99"]) == 1
    assert "but must be at least 0.99" in capsys.readouterr().err
    assert main([*command, "--fail-under", "similarity=0.1", "--limit", "1"]) == 0


def test_points_are_reported_and_bounded_for_all_formats(folder, tmp_path, capsys):
    path, out = tmp_path / "why.jsonl", tmp_path / "why.json"
    path.write_text(
        '{"question": "What is the largest animal?", "task": "explain", "history": ["Hello"], '
        '"points": ["The blue whale is the largest animal.", "It sings for hours."]}\n'
    )
    command = [
        "run",
        str(path),
        "--library",
        str(folder),
        "--out",
        str(out),
        "--csv",
        str(tmp_path / "why.csv"),
    ]
    assert main([*command, "--fail-under", "points=0.5", "--html", str(tmp_path / "why.html")]) == 0
    assert "explain" in capsys.readouterr().out
    summary = json.loads(out.read_text())["summary"]
    assert summary["right"]["value"] == summary["by_task"]["explain"]["points"]["value"] == 0.5
    assert summary["by_outcome"]["answered"]["words"]["value"] == 7
    assert '"It sings for hours."' in (tmp_path / "why.csv").read_text(encoding="utf-8-sig")
    assert "It sings for hours." in (tmp_path / "why.html").read_text()
    assert main([*command, "--fail-under", "points=0.6"]) == 1
    assert "points is 0.500, but must be at least 0.6" in capsys.readouterr().err
    assert main(["compare", str(out), str(out)]) == 0
    assert "points said" in capsys.readouterr().out
    sweep = [
        "sweep",
        str(path),
        "--library",
        str(folder),
        "--set",
        "retrieval.alpha=0.4,0.6",
        "--metric",
        "points",
    ]
    assert main([*sweep, "--metric", "words", "--html", str(tmp_path / "sweep.html")]) == 0
    assert "0.500" in capsys.readouterr().out


def test_a_failed_case_is_exit_status_1(folder, tmp_path, capsys):
    path = tmp_path / "failing.csv"
    path.write_text("question\nWill this fail?\n")
    assert main(["run", str(path), "--library", str(folder)]) == 1
    assert "The model cannot be reached" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ([], 2),
        (["dance"], 2),
        (["run"], 2),
        (["run", "x", "--fail-under", "glory=1"], 2),
        (["run", "x", "--fail-under", "right=much"], 2),
        (["run", "x", "--limit", "0"], 2),
        (["bench", "/nowhere"], 2),
        (["compare", "a.json", "b.json"], 2),
        (["sweep", "x", "--metric", "glory"], 2),
    ],
)
def test_wrong_usage(arguments, status, capsys):
    with pytest.raises(SystemExit) as raised:
        main(arguments)
    assert raised.value.code == status
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "none.csv"], "neither a file nor the name"),
        (["run", "{exam}", "--collection", "none"], "no collection"),
        (["run", "{exam}", "--set", "retrieval.alpha=9"], "must be a number from 0 to 1"),
        (["run", "{exam}", "--set", "alpha"], "Write it as"),
        (["run", "{exam}", "--out", "/nowhere/a.json"], "cannot be written"),
        (["sweep", "{exam}", "--set", "retrieval.alhpa=1"], "There is no setting"),
    ],
)
def test_what_fails_is_said_plainly(folder, exam, capsys, arguments, message):
    filled = [argument.format(exam=exam) for argument in arguments]
    assert main([*filled, "--library", str(folder)]) == 1
    printed = capsys.readouterr()
    assert message in printed.err and printed.out == ""


def test_no_library(tmp_path, exam, capsys):
    assert main(["run", str(exam), "--library", str(tmp_path / "none")]) == 1
    assert "There is no library" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_unknown_documents_are_named_at_once(folder, tmp_path, capsys):
    path = tmp_path / "exam.csv"
    path.write_text("question,document,level\nA?,lost.pdf,hard\n")
    assert main(["run", str(path), "--library", str(folder)]) == 1
    printed = capsys.readouterr().err
    assert '"lost.pdf", which is not in the collection' in printed and "left out: level" in printed


def test_compare(folder, exam, tmp_path, capsys):
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    for out, alpha in ((first, "0.5"), (second, "0.6")):
        command = [
            "run",
            str(exam),
            "--library",
            str(folder),
            "--out",
            str(out),
            "--set",
            f"retrieval.alpha={alpha}",
        ]
        assert main(command) == 0
    capsys.readouterr()
    assert main(["compare", str(first), str(second)]) == 0
    assert "retrieval.alpha: 0.5 → 0.6" in capsys.readouterr().out
    assert main(["compare", str(first), str(second), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["counts"]["unchanged"] == 3


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"format": 2}', '{"format": 1}', '{"format": 1, "records": 3}']
)
def test_compare_of_what_is_no_report(tmp_path, capsys, content):
    path = tmp_path / "a.json"
    path.write_text(content)
    assert main(["compare", str(path), str(path)]) == 1
    assert "Make" in capsys.readouterr().err


def test_sweep(folder, exam, tmp_path, capsys):
    page = tmp_path / "sweep.html"
    command = [
        "sweep",
        str(exam),
        "--library",
        str(folder),
        "--set",
        "retrieval.alpha=0.2,0.8",
        "--html",
        str(page),
    ]
    assert main([*command, "--json", "--metric", "right"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert [row["values"] for row in printed["rows"]] == [
        {"retrieval.alpha": "0.2"},
        {"retrieval.alpha": "0.8"},
    ]
    assert "<polyline" in page.read_text()
    assert main(command) == 0
    assert "retrieval.alpha" in capsys.readouterr().out


def test_bench(folder, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("LECTERN_CACHE", str(tmp_path / "cache"))
    corpus = {"doc_id": "whales", "title": "Whales", "text": "The blue whale is the largest animal."}
    question = {
        "id": "1",
        "question": "What is the largest animal?",
        "answers": ["blue whale"],
        "relevant": ["whales"],
    }
    (tmp_path / "corpus.jsonl").write_text(json.dumps(corpus))
    (tmp_path / "questions.jsonl").write_text(json.dumps(question))
    records = tmp_path / "records.jsonl"
    assert main(["bench", str(tmp_path), "--json", "--records", str(records)]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["streets"]["whole"]["scores"]["contains"]["value"] == 1
    assert printed["settings"]["retrieval"]["alpha"] == Settings().retrieval.alpha
    assert json.loads(records.read_text())["scores"]["contains"] == 1
    assert main(["bench", str(tmp_path), "--retrieval-only"]) == 0
    assert "recall@5" in capsys.readouterr().out
