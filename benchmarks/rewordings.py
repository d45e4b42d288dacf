"""How a model says units in fewer words: how many sentences the check lets through, how much shorter they are.

    python -m benchmarks.rewordings [--model NAME] [--data ../shared/data] [--limit N] [--out FILE]

The units are those of `training/rewordings` whose documents no run was taught by. What is written goes to FILE, to be
read.
"""

import argparse
import json
import sys
import time
from pathlib import Path

from rag.checking.checker import Checker
from rag.models.embedding.embedder import load_embedder
from rag.models.generation.generator import load_generator
from rag.settings import Models, Settings
from rag.values import Citation, Evidence, Kind
from rag.writing.rewording.asking import NOTHING
from rag.writing.rewording.rewriter import Rewriter
from training.material.rewordings import Rewording
from training.teaching.writer.runs import held_out


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rewordings", description=__doc__)
    parser.add_argument("--model", default="qwen-0.5b")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--limit", type=int, default=sys.maxsize)
    parser.add_argument("--out", type=Path, metavar="FILE")
    options = parser.parse_args()
    examples = [one for one in held_out(options.data) if not one.simpler][: options.limit]
    rewriter = Rewriter(
        load_generator(Models(generator=options.model)), Checker(load_embedder(Settings().models))
    )
    began = time.perf_counter()
    rows = [_said(rewriter, example) for example in examples]
    seconds = time.perf_counter() - began
    if options.out:
        options.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    kept = [row for row in rows if row["kept"]]
    telling = [row for row in rows if row["hand"] != NOTHING]
    found = {
        "units": len(rows),
        "kept by the check": _share(len([row for row in telling if row["kept"]]), len(telling)),
        "shorter where kept": 1
        - _share(sum(_words(r["kept"]) for r in kept), sum(_words(r["text"]) for r in kept)),
        "shorter by hand": 1
        - _share(sum(_words(r["hand"]) for r in kept), sum(_words(r["text"]) for r in kept)),
        "said to say nothing, of those that do": _share(
            sum(row["said"].strip() == NOTHING for row in rows if row["hand"] == NOTHING),
            len(rows) - len(telling),
        ),
        "said to say nothing, of the others": _share(
            sum(row["said"].strip() == NOTHING for row in telling), len(telling)
        ),
        "seconds a unit": round(seconds / len(rows), 2),
    }
    sys.stdout.write(json.dumps({k: round(v, 3) for k, v in found.items()}, indent=2) + "\n")
    return 0


def _said(rewriter: Rewriter, example: Rewording) -> dict[str, str]:
    """One by one: each has a question of its own, as the units of an answer have not."""
    ((said, claim),) = rewriter.tried(example.question, [_unit(example)])
    return {
        "question": example.question,
        "heading": example.heading,
        "before": example.before,
        "text": example.text,
        "hand": example.said,
        "said": said,
        "kept": claim.text if claim is not None else "",
    }


def _unit(example: Rewording) -> Evidence:
    text = example.text.replace(" || ", " ")
    lead = Citation(1, "a", 1, 0, len(example.before), example.before, 1.0) if example.before else None
    return Evidence(
        passage_rank=1,
        document_id=1,
        document=example.heading,
        page=1,
        start=0,
        end=len(text),
        text=text,
        score=1.0,
        rank=1,
        kind=Kind.PARAGRAPH,
        leans_on=lead,
        context=(example.heading,),
    )


def _words(text: str) -> int:
    return len(text.replace(" || ", " ").split())


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


if __name__ == "__main__":
    sys.exit(main())
