"""The command line, on a question set of six articles that is written here."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from rag.common.machine import TOO_LITTLE_MEMORY
from training.__main__ import _COMMANDS, main
from training.teaching.runs import of_part, sets

PEOPLE = ("Ada", "Grace", "Alan", "Edsger", "Barbara", "Donald")


def write_set(folder: Path, people: Sequence[str] = PEOPLE) -> Path:
    folder.mkdir()
    corpus, questions = [], []
    for article, name in enumerate(people):
        for year in range(6):
            text = f"The society met in {1900 + year}. {name} spoke of engine {year} and its many wheels. It rained."
            place, start = f"{name}#{year}", text.index(name)
            corpus.append({"doc_id": place, "title": name, "text": text})
            span = {"doc_id": place, "start": start, "end": start + len(name), "text": name}
            questions.append(
                {
                    "id": f"{article}-{year}",
                    "question": f"Who spoke about engine {year}?" if year % 2 else "What did the lunch cost?",
                    "answers": [name] if year % 2 else [],
                    "relevant": [span] if year % 2 else [],
                    "answerable": bool(year % 2),
                    "context_doc": place,
                }
            )
    for file, lines in (("corpus.jsonl", corpus), ("questions.jsonl", questions)):
        (folder / file).write_text("".join(json.dumps(line) + "\n" for line in lines))
    return folder


@pytest.mark.models
def test_a_smoke_run_trains_keeps_a_report_and_can_be_measured(tmp_path, capsys):
    dataset, run = write_set(tmp_path / "set"), tmp_path / "run"
    assert main(["train", str(dataset), "--out", str(run), "--smoke"]) == 0
    report = json.loads((run / "report.json").read_text())
    # of six articles two are held out and one is watched: 18 questions, 2.2 times, batches of 8
    assert report["examples"] == 18 and len(report["losses"]) == 4 and report["unseen_examples"] == 6
    assert not {*report["taught"], *report["watched"]} & set(report["held_out"])
    assert report["measured"]["set"]["questions"] == 12
    assert (run / "curves.png").read_bytes().startswith(b"\x89PNG")
    assert (run / "reader.safetensors").stat().st_size < 12_000_000
    capsys.readouterr()
    assert main(["measure", str(dataset), "--adapter", str(run / "reader.safetensors"), "--limit", "4"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["questions"] == 4 and not set(found["groups"]) & set(report["taught"])


@pytest.mark.models
def test_a_judge_is_taught_by_questions_that_were_asked_of_people_and_by_a_model(tmp_path):
    dataset, asked, run = write_set(tmp_path / "set"), tmp_path / "asked", tmp_path / "run"
    few = ["--limit", "16", "--out"]
    assert main(["ask", str(dataset), *few, str(asked), "--sentences", "6", "--epochs", "4"]) == 0
    report = json.loads((asked / "report.json").read_text())
    assert report["kept"] == len((asked / "asked.jsonl").read_text().splitlines())
    assert not {*report["about"]} & {*report["watched"], *report["held_out"]}
    course = write_set(tmp_path / "course", ["Mary", "Lise"])
    arguments = [
        str(dataset),
        *few,
        str(run),
        "--asked",
        str(asked / "asked.jsonl"),
        "--written",
        str(course),
    ]
    assert main(["judge", *arguments]) == 0
    report = json.loads((run / "report.json").read_text())
    assert {"Mary", "Lise"} <= set(report["taught"])
    # 16 of the set and the 12 of the course
    assert report["examples"] >= 28 and len(report["losses"]) == report["examples"] // 8
    assert (run / "curves.png").read_bytes().startswith(b"\x89PNG")
    assert (run / "reader.safetensors").stat().st_size < 12_000_000


@pytest.mark.models
def test_what_is_never_asked_for_none_need_not_learn_it(tmp_path):
    dataset, run = write_set(tmp_path / "set"), tmp_path / "run"
    assert main(["train", str(dataset), "--out", str(run), "--smoke", "--answered", "--epochs", "1"]) == 0
    report = json.loads((run / "report.json").read_text())
    # every second question has an answer: of 18 that are taught, 9, and of 6 that are watched, 3
    assert (report["examples"], report["unseen_examples"]) == (9, 3)


def test_a_set_that_was_written_to_teach_by_is_taught_as_a_whole(tmp_path):
    measured, written = write_set(tmp_path / "set"), write_set(tmp_path / "course", ["Mary", "Lise"])
    datasets, parts = sets([measured], [written])
    assert [dataset.name for dataset in datasets] == ["set", "course"]
    assert parts[1].taught == {"Mary", "Lise"} and not parts[1].watched | parts[1].held_out
    assert [len(questions) for _, questions in of_part("taught", datasets, parts)] == [18, 12]


def test_a_set_that_was_written_to_watch_by_is_watched_as_a_whole(tmp_path):
    measured, course = write_set(tmp_path / "set"), write_set(tmp_path / "course", ["Mary", "Lise"])
    datasets, parts = sets([measured], looked_at=[course])
    assert parts[1].watched == {"Mary", "Lise"} and not parts[1].taught | parts[1].held_out
    assert [len(questions) for _, questions in of_part("watched", datasets, parts)] == [6, 12]


def test_an_adapter_without_its_report_is_not_measured(tmp_path, capsys):
    dataset = write_set(tmp_path / "set")
    assert main(["measure", str(dataset), "--adapter", str(tmp_path / "reader.safetensors")]) == 1
    assert "taught" in capsys.readouterr().err


def test_a_run_does_not_go_on_from_an_adapter_that_knows_what_it_would_be_measured_by(tmp_path, capsys):
    dataset, start = write_set(tmp_path / "set"), tmp_path / "first" / "reader.safetensors"
    start.parent.mkdir()
    (start.parent / "report.json").write_text(json.dumps({"taught": list(PEOPLE), "watched": []}))
    arguments = ["train", str(dataset), "--out", str(tmp_path / "run"), "--start", str(start)]
    assert main(arguments) == 1
    assert "was taught" in capsys.readouterr().err


def test_what_the_computer_lacks_is_said_in_words(tmp_path, monkeypatch, capsys):
    def fails(options):
        raise MemoryError

    monkeypatch.setitem(_COMMANDS, "measure", fails)
    assert main(["measure", str(tmp_path), "--adapter", str(tmp_path / "reader.safetensors")]) == 1
    assert capsys.readouterr() == ("", f"{TOO_LITTLE_MEMORY}\n")
