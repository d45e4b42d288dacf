"""Makes the small library that is kept beside this file, by the code that serves the app.

`v1/` was made with commit 4696f17 (format 1, before there were migrations), from the root of the project:

    HF_HUB_OFFLINE=1 python -m tests.rag.store.data.make_library tests/rag/store/data/v1

It stays as that code wrote it (some modules had other names then). For a later format, make a folder of its own
with the code of that format.
"""

import shutil
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from evaluation.testsets.keeping import keep
from evaluation.testsets.testset import parse
from rag.store.conversations import Feedback
from rag.store.testsets import Case, TestSets
from service.engine import Engine

SAMPLES = Path(__file__).parents[4] / "samples" / "course"

BEDS = """Raised beds

The school garden has fourteen raised beds. Each bed is 40 cm deep and was filled in March 2019.
Tomatoes stand in the four beds along the south wall, because the wall keeps the warmth of the day.
The beds are watered at six in the morning; water in the evening brings slugs.

Die Hochbeete wurden von der Klasse 7b gebaut. Das Holz ist Lärche, es hält etwa zehn Jahre.
"""

COMPOST = """# Compost

## What goes in

Compost needs two parts of brown material, such as leaves and straw, to one part of green material.
Meat and cooked food stay out: they draw rats.

## When it is ready

Compost is ready after nine months. It is then dark, smells of the forest and is no warmer than the air.

| Month | Work |
|---|---|
| April | turn the heap |
| October | sieve the compost |
"""

MOSSES = "Mosses have no roots. A moss drinks with its leaves, and it can dry out without dying."

CASES = """question,answers,document,page,answerable,note
When did the first GAN paper appear?,June 2014 | 2014,02-gans.pdf,1,yes,easy
What does the generator of a GAN make?,samples,02-gans.pdf,,yes,
How tall is Mount Everest?,,,,no,not in the course
"""


def main(folder: Path) -> None:
    """Everything below is kept in `folder`, which must not be there yet."""
    engine = Engine(folder)
    engine.assistant()
    _read(engine, "AI course", "02-gans.pdf", (SAMPLES / "02-gans.pdf").read_bytes(), owner="Ada")
    _read(engine, "Gardening", "beds.txt", BEDS.replace("fourteen", "twelve").encode())
    _read(engine, "Gardening", "beds.txt", BEDS.encode())  # in place of the one before
    _read(engine, "Gardening", "compost.md", COMPOST.encode())
    _read(engine, "Mosses", "mosses.txt", MOSSES.encode())
    engine.library.rename_collection("AI course", "Generative AI")
    _chat(engine)
    _evaluate(engine)
    _delete(engine, "Mosses")
    engine.library.save_vectors()
    engine.close()  # nobody reads the queue any more
    engine.inbox.enqueue("herbs.txt", b"Basil wants sun, mint wants shade.", "Gardening", "Grace")
    engine.library.close()
    _fold(folder / "library.db")


def _read(engine: Engine, collection: str, name: str, data: bytes, owner: str = "") -> None:
    engine.library.create_collection(collection)
    job = engine.inbox.enqueue(name, data, collection, owner)
    _until(lambda: not getattr(engine.jobs.get(job), "is_active", False))


def _chat(engine: Engine) -> None:
    talks = engine.conversations
    first = talks.create("Generative AI", "Ada")
    answered = _ask(engine, first.id, "When were GANs introduced?")
    talks.rate(answered, Feedback(True, "exactly"))
    _ask(engine, first.id, "And who introduced them?")
    silent = _ask(engine, first.id, "What is the boiling point of mercury?")
    talks.rate(silent, Feedback(False, "it might have said where to look"))
    talks.rename(first.id, "All about GANs")
    second = talks.create()
    _ask(engine, second.id, "How many raised beds are there?", ["beds.txt"])
    _ask(engine, second.id, "Woraus sind die Hochbeete gebaut?")
    third = talks.create("Gardening")
    stopped = talks.ask(third.id, "What does compost need?")
    engine.answers.submit(stopped, lambda: False)
    engine.answers.stop(stopped.id)
    _until(lambda: engine.answers.run(stopped.id) is None)
    _ask(engine, third.id, "When is compost ready?")
    fourth = talks.create("Mosses")
    _ask(engine, fourth.id, "How does a moss drink?")


def _ask(engine: Engine, conversation: int, question: str, files: list[str] | None = None) -> int:
    """Put a question as the chat page does; the id of the message that holds the answer."""
    message = engine.conversations.ask(conversation, question, files or [])
    engine.answers.submit(message)
    _until(lambda: engine.answers.run(message.id) is None)
    return message.id


def _evaluate(engine: Engine) -> None:
    sets = TestSets(engine.library.database)
    cases = parse("gans.csv", CASES.encode()).cases
    gans = keep(sets, "GANs", "Generative AI", cases)
    sets.create("Everything", "", [Case("How many raised beds are there?", ("14", "fourteen"), "beds.txt")])
    mosses = sets.create("Mosses", "Mosses", [Case("How does a moss drink?", ("with its leaves",))])
    runner = engine.runner()
    whole = runner.create(gans, "Run 1", "Generative AI", cases)
    engine.evaluation.start(runner, whole.id)
    engine.evaluation.wait()
    short = runner.create(gans, "Run 2", "", cases)
    stop = threading.Event()
    runner.work(short.id, stop, lambda done, total, record: stop.set())  # cancelled after its first case
    last = runner.create(mosses, "Run 3", "Mosses", [stored.case for stored in sets.cases(mosses)])
    runner.work(last.id)


def _delete(engine: Engine, collection: str) -> None:
    """As the library page does it."""
    engine.library.delete_collection(collection)
    engine.jobs.clear_finished(collection)


def _until(holds: Callable[[], bool]) -> None:
    while not holds():
        time.sleep(0.01)


def _fold(database: Path) -> None:
    """What is still in the write-ahead log goes into the file itself."""
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        main(Path(made) / "library")
        shutil.copytree(
            Path(made) / "library", sys.argv[1], ignore=shutil.ignore_patterns("*.lock", "*-wal", "*-shm")
        )
