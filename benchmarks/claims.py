"""What a model that was taught to check says of claims that no run was taught by: log-odds, area under the curve.

python -m benchmarks.claims [--model NAME] [--data ../shared/data] [--part held_out|watched] [--limit N]
"""

import argparse
import json
import sys
import time
from collections import defaultdict
from pathlib import Path

from rag.checking import asking
from rag.errors import ModelUnavailable
from rag.models.generation.generator import load_generator
from rag.settings import Models
from rag.writing.rewording.rewriter import Decisive
from training.material.claims import claims
from training.material.rewordings import DocumentUse


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.claims", description=__doc__)
    parser.add_argument("--model", default="qwen-0.5b")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--part", type=DocumentUse, default=DocumentUse.HELD_OUT)
    parser.add_argument("--limit", type=int, default=sys.maxsize)
    parser.add_argument("--out", type=Path, metavar="FILE")
    options = parser.parse_args()
    model = load_generator(Models(generator=options.model))
    if not isinstance(model, Decisive):
        raise ModelUnavailable(f"{options.model} cannot be asked for the odds of a reply.")
    chosen = [one for one in claims(options.data) if one.use is options.part][: options.limit]
    began = time.perf_counter()
    asked = [asking.request(one.unit, one.text) for one in chosen]
    odds = model.odds(asked[0][:-1], [messages[-1] for messages in asked], asking.CARRIED, asking.NOT_CARRIED)
    seconds = time.perf_counter() - began
    if options.out:
        told = (
            {"unit": one.unit, "claim": one.text, "carried": one.carried, "kind": one.kind, "odds": found}
            for one, found in zip(chosen, odds, strict=True)
        )
        options.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in told), "utf-8")
    right = [found for one, found in zip(chosen, odds, strict=True) if one.carried]
    wrong = [found for one, found in zip(chosen, odds, strict=True) if not one.carried]
    kinds: dict[str, list[float]] = defaultdict(list)
    for one, found in zip(chosen, odds, strict=True):
        kinds[one.kind].append(found)
    shown = {
        "claims": len(chosen),
        "area under the curve": round(_area(right, wrong), 3),
        "at log-odds": {
            level: [_share(right, level), _share(wrong, level)] for level in (-1.0, 0.0, 1.0, 2.0, 3.0)
        },
        "believed at 0, by kind": {name: _share(found, 0.0) for name, found in sorted(kinds.items())},
        "seconds a claim": round(seconds / len(chosen), 3),
    }
    sys.stdout.write(json.dumps(shown, indent=2) + "\n")
    return 0


def _share(odds: list[float], level: float) -> float:
    """The share that is believed from `level` on."""
    return round(sum(one >= level for one in odds) / len(odds), 3) if odds else 0.0


def _area(right: list[float], wrong: list[float]) -> float:
    """The share of pairs of a carried claim and another in which the carried one has the higher odds."""
    won = sum((one > other) + 0.5 * (one == other) for one in right for other in wrong)
    return won / (len(right) * len(wrong))


if __name__ == "__main__":
    sys.exit(main())
