"""Files that were not simply read, grouped by the reason: what is wrong, which files, what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ingest.archives.names import is_archive_name
from ingest.readers import is_readable
from rag.errors import Refusal
from rag.store.jobs import Job, JobState
from ui.markdown import Markdown, plural

_REASONS: dict[str, Markdown] = {
    Refusal.PASSWORD: "protected with a password",
    Refusal.DAMAGED: "damaged, or not what the name says",
    Refusal.EMPTY: "without text that can be read",
    Refusal.REFUSED: "too large, or not safe to read",
    "kind": "of kinds that cannot be read",
    JobState.FAILED: "not read",
    JobState.DONE: "read, but must be looked at",
    JobState.CANCELLED: "cancelled",
    JobState.SKIPPED: "skipped",
}
"""What can be wrong with files, that first which something can be done about."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Files with one reason; `head` says how many there are and what is wrong with them."""

    head: Markdown
    jobs: tuple[Job, ...]


def grouped(jobs: Sequence[Job]) -> list[Alike]:
    """The files by their reason, those first that something can be done about."""
    found: dict[str, list[Job]] = {reason: [] for reason in _REASONS}
    for job in jobs:
        found[_reason(job)].append(job)
    return [Alike(_head(reason, len(held)), tuple(held)) for reason, held in found.items() if held]


def worth_telling(jobs: Sequence[Job]) -> list[Job]:
    """Those that ended otherwise than read, or were read and need a look."""
    return [job for job in jobs if not job.is_active and (job.message or job.state is not JobState.DONE)]


def just_read(jobs: Sequence[Job]) -> int:
    """How many were simply read; an archive counts as the files that were in it."""
    archives = {job.parent for job in jobs}
    return sum(
        job.state is JobState.DONE
        and not job.message
        and job.id not in archives
        and not is_archive_name(job.name)
        for job in jobs
    )


def parted(message: str) -> tuple[str, str]:
    """What is wrong, which is the first sentence, and what to do."""
    first, dot, rest = message.partition(". ")
    return first + dot.strip(), rest


def with_remedies(jobs: Sequence[Job]) -> list[tuple[Job, str]]:
    """The files with what to do, which is said once for those that it is the same for, with the last of them."""
    remedies = [parted(job.message)[1] for job in jobs]
    first = {remedy: place for place, remedy in reversed(list(enumerate(remedies)))}
    order = sorted(range(len(jobs)), key=lambda place: first[remedies[place]])
    following = [remedies[place] for place in order[1:]] + [None]
    return [
        (jobs[place], "" if remedies[place] == after else remedies[place])
        for place, after in zip(order, following, strict=True)
    ]


def _head(reason: str, count: int) -> Markdown:
    return f"{plural(count, 'file')} {'is' if count == 1 else 'are'} {_REASONS[reason]}"


def _reason(job: Job) -> str:
    if job.state is not JobState.FAILED or not job.refusal:
        return job.state
    return "kind" if job.refusal == Refusal.REFUSED and not _is_known(job.name) else job.refusal


def _is_known(name: str) -> bool:
    return is_archive_name(name) or is_readable(Path(PurePosixPath(name).name))
