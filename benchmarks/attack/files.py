"""`python -m benchmarks.attack.files FOLDER... [--files 1000] [--seed 1]`: damaged files of all kinds.

The small files in the folders are the seeds; of each, copies are cut, have bits flipped, blocks zeroed, exchanged or
put in. Every copy must be read, or refused with a reason; nothing else may happen to the process that reads. Prints how
many ended in which way, and which message was given for those that crashed the reading process.
"""

import argparse
import random
import sys
import tempfile
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

from benchmarks.attack import say
from ingest.readers import is_readable
from ingest.reading import FileReader
from rag.errors import UnreadableFile
from rag.settings import Ingestion

_SMALL = 250_000  # bytes of a seed
_LIMITS = Ingestion(page_seconds=10, ocr_seconds=10, megabytes=1500, pages=30)

Damage = Callable[[bytearray, random.Random], bytearray]


def _flip_bits(body: bytearray, chance: random.Random) -> bytearray:
    for _ in range(chance.choice((1, 3, 20, 200))):
        body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
    return body


def _cut(body: bytearray, chance: random.Random) -> bytearray:
    return body[: chance.randrange(1, len(body))]


def _cut_front(body: bytearray, chance: random.Random) -> bytearray:
    return body[chance.randrange(1, len(body)) :]


def _zero(body: bytearray, chance: random.Random) -> bytearray:
    start = chance.randrange(len(body))
    size = min(chance.choice((16, 512, 4096)), len(body) - start)
    body[start : start + size] = bytes(size)
    return body


def _noise(body: bytearray, chance: random.Random) -> bytearray:
    start = chance.randrange(len(body))
    size = min(chance.choice((4, 64, 1024)), len(body) - start)
    body[start : start + size] = chance.randbytes(size)
    return body


def _repeat(body: bytearray, chance: random.Random) -> bytearray:
    start = chance.randrange(len(body))
    part = body[start : start + chance.choice((8, 300, 5000))]
    return body[:start] + part * chance.choice((2, 40)) + body[start:]


_DAMAGES: tuple[Damage, ...] = (_flip_bits, _flip_bits, _cut, _cut_front, _zero, _noise, _repeat)


def main() -> int:
    """1 where something else than a reading or a refusal came of a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    by_kind = _seeds(options.folders)
    outcomes: dict[str, Counter[str]] = defaultdict(Counter)
    wrong, slow = [], 0.0
    with tempfile.TemporaryDirectory(prefix="lectern-attack-") as place, FileReader(_LIMITS) as reader:
        for number in range(options.files):
            kind = sorted(by_kind)[number % len(by_kind)]
            seed = chance.choice(by_kind[kind])
            damage = chance.choice(_DAMAGES)
            path = Path(place) / f"{number}{kind}"
            path.write_bytes(damage(bytearray(seed.read_bytes()), chance))
            began = time.monotonic()
            try:
                reader.read(path)
                outcome = "read"
            except UnreadableFile as error:
                crashed = "crashed" in str(error)
                outcome = "crash of the reader, said" if crashed else f"refused: {error.refusal}"
                if crashed:
                    say(f"CRASH {seed.name} {damage.__name__} {number}: {error}")
            except Exception:  # noqa: BLE001 - what an attack is for
                outcome = "ERROR"
                wrong.append(f"{seed.name} {damage.__name__} {number}: {traceback.format_exc(limit=-3)}")
                say(f"WRONG {wrong[-1]}")
            slow = max(slow, time.monotonic() - began)
            outcomes[kind][outcome] += 1
            path.unlink()
    total: Counter[str] = Counter()
    for kind, counts in sorted(outcomes.items()):
        say(f"{kind:8} {dict(counts)}")
        total += counts
    say(
        f"files: {total.total()} of {len(by_kind)} kinds; {dict(total)}; slowest {slow:.1f} s; wrong: {len(wrong)}"
    )
    return int(bool(wrong))


def _seeds(folders: list[Path]) -> dict[str, list[Path]]:
    """The small files in the folders that can be read, by the ending of their names."""
    found: dict[str, list[Path]] = defaultdict(list)
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and is_readable(path) and 0 < path.stat().st_size <= _SMALL:
                found[path.suffix.lower()].append(path)
    return found


if __name__ == "__main__":
    sys.exit(main())
