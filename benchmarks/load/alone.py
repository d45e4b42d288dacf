"""`python -m benchmarks.load.alone [--questions 60]`: the engine's memory, without pages."""

import argparse
import gc
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import psutil

from benchmarks.load.course import devices, handout
from benchmarks.load.server import COURSE, ROOT, make_class
from rag.settings import Settings
from service.engine import Engine

_EACH = 10  # questions between two lines
_PATIENCE = 600.0  # seconds for an answer


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the memory every so many questions, and after everything that can be freed was."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load.alone")
    parser.add_argument("--questions", type=int, default=60)
    options = parser.parse_args(arguments)
    chosen = devices(50)
    with tempfile.TemporaryDirectory(prefix="lectern-alone-") as place:
        folder = Path(place)
        (folder / "museum.md").write_text(handout(chosen), encoding="utf-8")
        material = [folder / "museum.md", *sorted((ROOT / "samples" / "course").glob("*"))]
        make_class(folder / "library", material, 0)
        Settings().save(folder / "library")  # one person, who reads everything
        engine = Engine(folder / "library")
        engine.assistant()
        _say("loaded")
        for number in range(options.questions):
            _ask(engine, chosen[number % len(chosen)].question(number % 4 == 3))
            if number == 0 or number % _EACH == _EACH - 1:
                _say(f"after {number + 1} questions")
        gc.collect()
        _say("after collecting")
        engine.close()
    return 0


def _ask(engine: Engine, question: str) -> None:
    talk = engine.conversations.create(COURSE)
    message = engine.conversations.ask(talk.id, question)
    engine.answers.submit(message)
    end = time.monotonic() + _PATIENCE
    while engine.answers.run(message.id) is not None:
        if time.monotonic() > end:
            raise TimeoutError(question)
        time.sleep(0.02)


def _say(when: str) -> None:
    used = psutil.Process().memory_info().rss / 1e6
    sys.stdout.write(
        f"{when}: {used:.0f} MB, {len(gc.get_objects()):,} objects, {psutil.Process().num_threads()} threads\n"
    )
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
