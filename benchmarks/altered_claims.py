"""Does the check flag what is false and pass what is true? A suite of altered claims, made from a seed.

Claims are true sentences with one thing changed: a number, a date, a name, a unit, a negation, an
opposite, or two things that change places. They come from the SQuAD 2.0 sentences that hold a gold
answer (evidence: the sentence and its neighbours) and from CLAP NQ's human-written answers
(evidence: the gold spans and the document's sentences nearest to the claim). Flagged means any verdict
but supported. The unaltered sentences tell how often a true claim is flagged. Documents are split into
two halves; coefficients were chosen on "develop", figures are reported on "report".

    python -m benchmarks.altered_claims [--data ../shared/data] [--half report] [--human] [--show 10]
"""

import argparse
import json
import math
import os
import random
import sys
import time
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.checking.checker import Checker
from rag.language.sentences import spans
from rag.language.words import content_terms
from rag.values import Verdict
from training.material.alterations import ALTERATIONS, name_pool

SEED = 20240611
PER_KIND = 140
PASSES = 3
NEAREST = 3


@dataclass(frozen=True, slots=True)
class AlteredClaim:
    """A true sentence and the evidence for it; `origin` is the data set, `group` splits the halves."""

    claim: str
    evidence: tuple[str, ...]
    title: str
    origin: str
    group: str


@dataclass(frozen=True, slots=True)
class Altered:
    """A claim made false, or left true where `kind` is "unaltered"."""

    claim: str
    evidence: tuple[str, ...]
    title: str
    origin: str
    kind: str


def read(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [text[start:end] for start, end in spans(text)]


def squad(folder: Path) -> Iterator[AlteredClaim]:
    """Each sentence that holds a gold answer, with the sentence before and the one after."""
    texts = {row["doc_id"]: row["text"] for row in read(folder / "corpus.jsonl")}
    seen = set()
    for question in read(folder / "questions.jsonl"):
        for span in question["relevant"] if question["answerable"] else ():
            text = texts[span["doc_id"]]
            bounds = spans(text)
            for at, (start, end) in enumerate(bounds):
                if start <= span["start"] < end and (span["doc_id"], start) not in seen:
                    seen.add((span["doc_id"], start))
                    near = bounds[max(0, at - 1) : at + 2]
                    evidence = tuple(text[a:b] for a, b in near)
                    title = question["title"]
                    yield AlteredClaim(text[start:end], evidence, title, "squad", title)


def clapnq(folder: Path) -> Iterator[AlteredClaim]:
    """Each sentence of a human-written answer, with the gold spans and the nearest other sentences."""
    documents = {row["doc_id"]: row for row in read(folder / "corpus.jsonl")}
    for question in read(folder / "questions.jsonl"):
        if not question["answerable"]:
            continue
        gold = [span["text"] for span in question["relevant"] if isinstance(span, dict)]
        row = documents[question["context_doc"]]
        document = sentences(row["text"])
        for claim in sentences(question["answers"][0]):
            others = [sentence for sentence in document if not any(sentence in span for span in gold)]
            others.sort(key=lambda sentence: -len(content_terms(sentence) & content_terms(claim)))
            few = NEAREST if gold else 2 * NEAREST
            yield AlteredClaim(claim, tuple(gold + others[:few]), row["title"], "clapnq", row["doc_id"])


def half_of(group: str) -> str:
    """Which half a document belongs to, for good."""
    return ("develop", "report")[zlib.crc32(group.encode()) % 2]


def suite(examples: Sequence[AlteredClaim]) -> list[Altered]:
    """Up to PER_KIND altered claims a kind (the human-written ones first), and every one unaltered."""
    rng = random.Random(SEED)
    pool = name_pool([(example.group, example.claim) for example in examples])
    made = [Altered(e.claim, e.evidence, e.title, e.origin, "unaltered") for e in examples]
    for kind, alter in ALTERATIONS.items():
        order = list(examples)
        rng.shuffle(order)
        order.sort(key=lambda example: example.origin != "clapnq")
        seen: set[str] = set()
        # Few sentences have units, so those that do are altered in up to three ways.
        for example in order * PASSES:
            if len(seen) == PER_KIND:
                break
            claim = alter(example.claim, rng, pool.get(example.group, ()), example.evidence)
            if claim is not None and claim != example.claim and claim not in seen:
                made.append(Altered(claim, example.evidence, example.title, example.origin, kind))
                seen.add(claim)
    return made


def interval(hits: int, total: int) -> str:
    """A share with its 95% Wilson interval."""
    if not total:
        return "–"
    z, share = 1.96, hits / total
    centre = (share + z * z / (2 * total)) / (1 + z * z / total)
    width = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return f"{share:.3f} [{centre - width:.3f}, {centre + width:.3f}]"


def run(checker: Checker, cases: Sequence[Altered], show: int) -> list[str]:
    """The table, kind by kind, and the missed claims where `show` asks for some."""
    verdicts: dict[str, list[Verdict]] = defaultdict(list)
    misses: list[str] = []
    for case in cases:
        finding = checker.assess(case.claim, case.evidence, [case.title])
        kind = f"unaltered, {case.origin}" if case.kind == "unaltered" else case.kind
        verdicts[kind].append(finding.verdict)
        if case.kind != "unaltered" and finding.verdict is Verdict.SUPPORTED:
            misses.append(f"missed {case.kind}: {case.claim}\n    evidence: {' | '.join(case.evidence)}")
        if case.kind == "unaltered" and finding.verdict is Verdict.UNSUPPORTED:
            misses.append(
                f"false flag: {case.claim}\n    {finding.reasons}\n    evidence: {' | '.join(case.evidence)}"
            )
    rows = [f"{'kind':<20}{'claims':>7}  {'flagged':<24}{'unsupported':<24}"]
    altered = [v for kind, found in verdicts.items() if not kind.startswith("unaltered") for v in found]
    for kind, found in [*verdicts.items(), ("all altered", altered)]:
        flagged = sum(verdict is not Verdict.SUPPORTED for verdict in found)
        unsupported = sum(verdict is Verdict.UNSUPPORTED for verdict in found)
        total = len(found)
        rows.append(f"{kind:<20}{total:>7}  {interval(flagged, total):<24}{interval(unsupported, total):<24}")
    return rows + misses[:show]


def human(checker: Checker, path: Path) -> list[str]:
    """Spearman's rank correlation of mean support with mean human faithfulness, with its interval."""
    from scipy.stats import bootstrap, spearmanr

    support, people = [], []
    for row in read(path):
        evidence = [sentence for context in row["contexts"] for sentence in sentences(context["text"])]
        claims = [claim for claim in sentences(row["response"]) if any(c.isalpha() for c in claim)]
        findings = [checker.assess(claim, evidence) for claim in claims]
        support.append(sum(finding.support for finding in findings) / len(findings))
        ratings = row["human"]["faithfulness"]
        people.append(sum(ratings) / len(ratings))
    rho = spearmanr(support, people).statistic
    ci = bootstrap(
        (support, people), lambda a, b: spearmanr(a, b).statistic, paired=True, vectorized=False,
        n_resamples=2000, rng=SEED, method="percentile",
    ).confidence_interval  # fmt: skip
    return [f"human faithfulness, {len(people)} answers: Spearman {rho:.3f} [{ci.low:.3f}, {ci.high:.3f}]"]


def embedder() -> Any:
    """The embedder that Lectern uses."""
    from rag.models.embedding.embedder import load_embedder
    from rag.settings import Models

    return load_embedder(Models())


def main(arguments: Sequence[str] | None = None, make: Callable[[], Any] = embedder) -> int:
    """Print the figures; 1 where the data is absent."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("LECTERN_DATA", "../shared/data")))
    parser.add_argument("--half", choices=("develop", "report", "both"), default="report")
    parser.add_argument("--human", action="store_true", help="also the agreement with human judgments")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N of the mistakes")
    options = parser.parse_args(arguments)
    if not (options.data / "squad2_half").exists():
        sys.stderr.write(f"There is no data in {options.data}. Give its folder with --data.\n")
        return 1
    checker = Checker(make())
    examples = [*clapnq(options.data / "clapnq"), *squad(options.data / "squad2_half")]
    cases = suite([e for e in examples if options.half in ("both", half_of(e.group))])
    begun = time.process_time()
    lines = run(checker, cases, options.show)
    each = 1000 * (time.process_time() - begun) / len(cases)
    lines = [f"half: {options.half}, seed {SEED}, {each:.0f} ms of CPU a claim, embedding included", *lines]
    if options.human:
        lines += human(checker, options.data / "mtrag_human_judgments" / "judgments.jsonl")
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
