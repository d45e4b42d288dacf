"""`python -m benchmarks.attack.kills [--kills 200] [--seed 1]`: `kill -9` at random points of what a library does.

A child process ingests, asks and answers, migrates, backs up, restores or rebuilds, with tiny fake embeddings, and is
killed. After each kill everything in the library is checked, what was acknowledged must be there, and the next process
completes the work. Unix only (it forks).
"""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from benchmarks.attack import say
from ingest.pipeline import Ingester
from rag.errors import LecternError
from rag.models.embedding.embedder import Embedder
from rag.settings import Ingestion, Settings
from rag.store.care.backup import backup, restore
from rag.store.care.bundle import open_bundle
from rag.store.care.check import check
from rag.store.care.salvage import salvage
from rag.store.conversations import Conversations
from rag.store.library import Library
from rag.values import Answer, Outcome
from tests.fakes import FakeEmbeddings

_SETTINGS = Settings(ingestion=Ingestion(chunk_tokens=32))
_OLD = Path(__file__).parents[2] / "tests" / "rag" / "store" / "data"
_FILES = 8


class _Slow(FakeEmbeddings):
    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        time.sleep(0.001 * len(texts))
        return super().embed_documents(texts)


def _embedder() -> Embedder:
    return Embedder(_Slow(), fingerprint="fake", dimension=64)


class Attack:
    """One kind of work on a library in `place`: done by `work`, whose acknowledgements go to a pipe; `verify` says what
    is wrong after a kill, "" for nothing. `longest` is the latest moment of a kill, in seconds."""

    longest = 0.5

    def __init__(self, place: Path) -> None:
        self.place = place
        self.folder = place / "library"

    def prepare(self) -> None:
        """Before each kill."""

    def work(self, acknowledge: Callable[[str], None]) -> None:
        """In the child."""
        raise NotImplementedError

    def verify(self, acknowledged: list[str]) -> str:
        """In the parent, after the kill."""
        found = check(self.folder, full=True) if (self.folder / "library.db").exists() else []
        return "; ".join(damage.text for damage in found)


class Ingest(Attack):
    """A folder is read; at the end all files must be there."""

    longest = 1.2

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.course = place / "course"
        self.course.mkdir()
        for number in range(_FILES):
            (self.course / f"{number}.txt").write_text(f"Paragraph of text {number}. " * 120)

    def prepare(self) -> None:
        if self.folder.exists() and len(_documents(self.folder)) == _FILES:
            shutil.rmtree(self.folder)

    def work(self, acknowledge: Callable[[str], None]) -> None:
        library = Library.open(self.folder)
        with Ingester(library, _embedder(), _SETTINGS) as ingester:
            for path in sorted(self.course.iterdir()):
                ingester.ingest_file(path, path.name, "Course")
                acknowledge(path.name)

    def verify(self, acknowledged: list[str]) -> str:
        lost = set(acknowledged) - set(_documents(self.folder)) if acknowledged else set()
        return f"lost {sorted(lost)}" if lost else super().verify(acknowledged)


class Ask(Attack):
    """Questions are asked and answered; none that was acknowledged may be lost, no answer be half."""

    longest = 0.3

    def work(self, acknowledge: Callable[[str], None]) -> None:
        talks = Conversations(Library.open(self.folder).database)
        for number in range(10_000):
            talk = talks.create("")
            message = talks.ask(talk.id, f"Question {number}?")
            acknowledge(f"q{talk.id}")
            talks.finish(message.id, _answer(f"Answer {number}. " * 50))
            acknowledge(f"a{talk.id}")

    def verify(self, acknowledged: list[str]) -> str:
        if not (self.folder / "library.db").exists():
            return "lost all" if acknowledged else ""
        library = Library.open(self.folder)
        talks = Conversations(library.database)
        for said in acknowledged:
            kind, number = said[0], int(said[1:])
            messages = talks.messages(number)
            if len(messages) != 2 or (kind == "a" and not messages[1].answer):
                return f"{said} is lost"
        library.close()
        return super().verify(acknowledged)


class Migrate(Attack):
    """A library of the oldest format is brought to today's."""

    longest = 0.15

    def prepare(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(_OLD / "v1", self.folder)

    def work(self, acknowledge: Callable[[str], None]) -> None:
        Library.open(self.folder)
        acknowledge("open")

    def verify(self, acknowledged: list[str]) -> str:
        names = _documents(self.folder)  # which opens it, and completes the migration
        found = [damage.text for damage in check(self.folder, full=False) if damage.broken]
        return "; ".join(found) if len(names) == 3 else f"has {names}; {found}"


class Backup(Attack):
    """A backup is made: the one before stays until the new one is whole."""

    longest = 0.25

    def prepare(self) -> None:
        fill(self.folder)

    def work(self, acknowledge: Callable[[str], None]) -> None:
        while True:
            backup(self.folder, self.place / "b.lectern")
            acknowledge("made")

    def verify(self, acknowledged: list[str]) -> str:
        target = self.place / "b.lectern"
        if target.exists():
            open_bundle(target, "backup").check()
        elif acknowledged:
            return "the backup is lost"
        return super().verify(acknowledged)


class Restore(Attack):
    """A library of four documents becomes one of two, or stays what it is."""

    longest = 0.25

    def prepare(self) -> None:
        if not (self.place / "two.lectern").exists():
            fill(self.folder, 2)
            backup(self.folder, self.place / "two.lectern")
            fill(self.folder, 4)
            backup(self.folder, self.place / "four.lectern")
        restore(self.place / "four.lectern", self.folder)

    def work(self, acknowledge: Callable[[str], None]) -> None:
        restore(self.place / "two.lectern", self.folder)
        acknowledge("restored")

    def verify(self, acknowledged: list[str]) -> str:
        count = len(_documents(self.folder))
        right = count == 2 if acknowledged else count in (2, 4)
        return super().verify(acknowledged) if right else f"has {count} documents"


class Rebuild(Attack):
    """A library is begun anew from what can be read of it: collections and chats stay, whenever it is killed."""

    longest = 0.25

    def prepare(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        if not (self.place / "whole").exists():
            fill(self.place / "whole", 4)
            library = Library.open(self.place / "whole")
            talks = Conversations(library.database)
            talks.ask(talks.create("Course").id, "What?")
            library.close()
        shutil.copytree(self.place / "whole", self.folder)

    def work(self, acknowledge: Callable[[str], None]) -> None:
        salvage(self.folder)
        acknowledge("made anew")

    def verify(self, acknowledged: list[str]) -> str:
        library = Library.open(self.folder)
        counts = len(library.documents()), len(Conversations(library.database).list())
        library.close()
        broken = [damage.text for damage in check(self.folder, full=True) if damage.broken]
        return "; ".join(broken) if counts == (4, 1) else f"has {counts}"


_ATTACKS = (Ingest, Ask, Migrate, Backup, Restore, Rebuild)


def main() -> int:
    """1 where a library was not what it should be after a kill."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    killed: Counter[str] = Counter()
    ended: Counter[str] = Counter()
    wrong: list[str] = []
    with tempfile.TemporaryDirectory(prefix="lectern-attack-") as folder:
        attacks = []
        for kind in _ATTACKS:
            place = Path(folder) / kind.__name__
            place.mkdir()
            attacks.append(kind(place))
        while killed.total() < options.kills:
            attack = attacks[(killed.total() + ended.total()) % len(attacks)]
            name = type(attack).__name__.lower()
            attack.prepare()
            was_killed, acknowledged = _killed(attack, chance.uniform(0, attack.longest))
            (killed if was_killed else ended)[name] += 1
            try:
                problem = attack.verify(acknowledged)
            except (LecternError, OSError, ValueError) as error:
                problem = repr(error)
            if problem:
                wrong.append(f"{name}: {problem}")
                say(f"WRONG {wrong[-1]}")
    say(f"kills: {dict(killed)}; ended before the kill: {dict(ended)}; wrong: {len(wrong)}")
    return int(bool(wrong))


def _killed(attack: Attack, moment: float) -> tuple[bool, list[str]]:
    """Whether the child was killed before it had ended, and what it had acknowledged."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        try:
            attack.work(lambda said: _tell(write, said))
        finally:
            os._exit(0)
    os.close(write)
    time.sleep(moment)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(read, "rb") as pipe:
        said = pipe.read().decode().splitlines()
    return os.WIFSIGNALED(status), said


def _tell(pipe: int, said: str) -> None:
    os.write(pipe, f"{said}\n".encode())


def _documents(folder: Path) -> list[str]:
    library = Library.open(folder)
    try:
        return [document.name for document in library.documents()]
    finally:
        library.close()


def fill(folder: Path, count: int = 4) -> None:
    """A library of `count` small documents in one collection."""
    library = Library.open(folder)
    files = folder.parent / "fill"
    files.mkdir(exist_ok=True)
    with Ingester(library, _embedder(), _SETTINGS) as ingester:
        for number in range(count):
            path = files / f"{number}.txt"
            path.write_text(f"Paragraph of text {number}. " * 120)
            ingester.ingest_file(path, path.name, "Course")
    library.close()


def _answer(text: str) -> Answer:
    return Answer(question="?", search_query="?", text=text, outcome=Outcome.SILENT)


if __name__ == "__main__":
    sys.exit(main())
