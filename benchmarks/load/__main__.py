"""`python -m benchmarks.load [--people 50] [--minutes 15] [--burst] [--hour] [--browsers 0]`: a class at one server.

Each person has a session of their own over the WebSocket, and asks one question about a thing of their own, a quarter
of them for an explanation. `--burst`: then all ask again within a minute. `--hour`: then as many questions as an hour
has at the pace of the first part, two at a time, for the memory. Everything runs on this computer (loopback).
"""

import argparse
import asyncio
import random
import sys
import tempfile
from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.load.course import Device, devices, handout
from benchmarks.load.report import Visit, lines
from benchmarks.load.server import ROOT, Server, make_class
from benchmarks.load.visitor import Observed, Visitor

if TYPE_CHECKING:
    from playwright.async_api import Browser

_COOKIE = "lectern_session"
_PATIENCE = 600.0  # seconds for an answer
_APART = 10.0  # seconds between two browsers
_STAYS = 60.0  # seconds that a person reads


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 1 where something failed, or somebody saw what is another's."""
    options = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="lectern-load-") as place:
        folder = options.folder or Path(place)
        folder.mkdir(exist_ok=True)
        chosen = devices(max(50, options.people))
        (folder / "museum.md").write_text(handout(chosen), encoding="utf-8")
        material = [folder / "museum.md", *sorted((ROOT / "samples" / "course").glob("*"))]
        keys = make_class(folder / "library", material, options.people)
        chosen = chosen[: options.people]
        with Server(folder / "library", options.log) as server:
            return asyncio.run(_run(options, server, chosen, keys))


async def _run(options: argparse.Namespace, server: Server, chosen: list[Device], keys: list[str]) -> int:
    draw = random.Random(options.seed)
    _say(f"memory at the start: {server.megabytes():.0f} MB")
    visits: list[Visit] = []
    await _visit(server.port, chosen[0], keys[0], False, 0.0, chosen, 1.0)  # the first question of a process
    _say(f"memory after one question: {server.megabytes():.0f} MB")
    parts = [("spread", options.minutes * 60.0)]
    parts += [("burst", 60.0)] if options.burst else []
    for name, seconds in parts:
        begins = sorted(draw.uniform(0.0, seconds) for _ in chosen)
        explains = [index % 4 == 3 for index in range(len(chosen))]
        draw.shuffle(explains)
        people = zip(chosen, keys, explains, begins, strict=True)
        waiting = [_visit(server.port, *person, chosen, options.stays) for person in people]
        done = await _with_browsers(options.browsers, server.port, chosen, keys, waiting)
        visits += done
        for line in lines(name, done):
            _say(line)
        _say(f"  memory: {server.megabytes():.0f} MB")
    if options.hour:
        visits += await _hour(server, chosen, keys, round(len(chosen) * 60 / options.minutes))
    return int(any(visit.seen.problems for visit in visits))


async def _with_browsers(
    count: int, port: int, chosen: list[Device], keys: list[str], others: list[Coroutine[Any, Any, Visit]]
) -> list[Visit]:
    """What the `others` met, and so many persons in browsers, who ask a second question while the others do."""
    if not count:
        return list(await asyncio.gather(*others))
    from benchmarks.load.browsers import browse, chromium  # needs what the tests need

    async def visit(number: int, browser: "Browser") -> Visit:
        await asyncio.sleep(_APART * number)
        device, cookie = chosen[number], f"{_COOKIE}={keys[number]}"
        try:
            seen = await browse(browser, port, cookie, device.question(False), _PATIENCE, 5.0)
        except Exception as error:  # noqa: BLE001 - whatever keeps a person out is what is measured
            seen = Observed(problems=[f"in a browser: {error!r}"])
        return Visit(device, False, seen)

    async with chromium() as browser:
        met = asyncio.gather(*(visit(number, browser) for number in range(count)))
        rest = list(await asyncio.gather(*others))
        found = list(await met)
    for line in lines("in browsers", found):
        _say(line)
    return [*rest, *found]


async def _hour(server: Server, chosen: list[Device], keys: list[str], questions: int) -> list[Visit]:
    """So many questions, two at a time."""
    visits: list[Visit] = []
    for first in range(0, questions, 2):
        pair = [index % len(chosen) for index in (first, first + 1)]
        asked = (
            _visit(server.port, chosen[index], keys[index], (first + index) % 4 == 3, 0.0, chosen, 0.0)
            for index in pair
        )
        visits += await asyncio.gather(*asked)
        if first % 40 == 38:
            _say(f"  memory after {first + 2} more questions: {server.megabytes():.0f} MB")
    for line in lines("hour", visits):
        _say(line)
    _say(f"  memory: {server.megabytes():.0f} MB")
    return visits


async def _visit(
    port: int,
    device: Device,
    key: str,
    explains: bool,
    begins: float,
    chosen: list[Device],
    stays: float = _STAYS,
) -> Visit:
    await asyncio.sleep(begins)
    others = frozenset(
        other.question(form) for other in chosen if other is not device for form in (True, False)
    )
    visitor = Visitor(port, f"{_COOKIE}={key}", others)
    try:
        async with visitor:
            await visitor.ask(device.question(explains), _PATIENCE)
            await asyncio.sleep(stays)
    except Exception as error:  # noqa: BLE001 - whatever keeps a person out is what is measured
        visitor.seen.problems.append(f"could not come in: {error!r}")
    return Visit(device, explains, visitor.seen)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description="A class at one server.")
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=15.0, help="within which each asks once")
    parser.add_argument("--burst", action="store_true", help="then each asks once more within a minute")
    parser.add_argument("--hour", action="store_true", help="then an hour's worth of questions, faster")
    parser.add_argument(
        "--folder", type=Path, help="where the library is made, and used again; else it is deleted"
    )
    parser.add_argument("--browsers", type=int, default=0, help="so many persons in real browsers besides")
    parser.add_argument("--stays", type=float, default=_STAYS, help="seconds that each reads")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--log", type=Path, default=Path("load.log"), help="what the server says")
    return parser


if __name__ == "__main__":
    sys.exit(main())
