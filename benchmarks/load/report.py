"""What a class met, in figures."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.load.course import Device
from benchmarks.load.visitor import Observed


@dataclass(frozen=True, slots=True)
class Visit:
    """What one person asked about, and met."""

    device: Device
    explains: bool
    seen: Observed

    @property
    def is_right(self) -> bool:
        """Whether the answer says what was asked for."""
        return self.device.is_in(self.seen.text, self.explains)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least so large a share of them does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def lines(name: str, visits: Sequence[Visit]) -> list[str]:
    """A line each: errors, times, waits."""
    problems = [problem for visit in visits for problem in visit.seen.problems]
    said = [
        f"{name}: {len(visits)} questions, {sum(visit.explains for visit in visits)} of them explanations"
    ]
    said.append(
        f"  errors: {len(problems)}; without their own fact: {sum(not visit.is_right for visit in visits)}"
    )
    said += [f"    {count} x {problem}" for problem, count in Counter(problems).most_common(8)]
    for what in ("page", "evidence", "answer"):
        found = [value for visit in visits if (value := getattr(visit.seen, what)) is not None]
        if found:
            shares = ", ".join(f"p{share} {percentile(found, share / 100):.1f}" for share in (50, 95, 100))
            said.append(f"  {what}: {shares} s (of {len(found)})")
    waits = [
        (visit.seen.said[1], visit.seen.waited) for visit in visits if visit.seen.said and visit.seen.waited
    ]
    if waits:
        ratios = [told / max(1.0, waited) for told, waited in waits]
        shares = ", ".join(f"p{share} {percentile(ratios, share / 100):.1f}" for share in (10, 50, 90))
        said.append(f"  wait that was told, over the wait there was: {shares} (of {len(ratios)})")
    return said
