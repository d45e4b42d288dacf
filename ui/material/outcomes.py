"""Files that were not simply read, grouped by the reason: what is wrong, which files, what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ingest.archives.names import is_archive_name
from ingest.readers import is_readable
from rag.errors import Refusal
from rag.store.jobs import Job, JobState
from ui.markdown import Markdown

_STATES: dict[JobState, tuple[Markdown, Markdown]] = {
    JobState.FAILED: ("1 file could not be read", "files could not be read"),
    JobState.SKIPPED: ("1 file was skipped", "files were skipped"),
    JobState.CANCELLED: ("1 file was cancelled", "files were cancelled"),
    JobState.DONE: ("1 file was read, but needs a look", "files were read, but need a look"),
}
_REFUSALS: dict[str, tuple[Markdown, Markdown]] = {
    Refusal.PASSWORD: ("1 file needs a password", "files need a password"),
    Refusal.DAMAGED: ("1 file is damaged, or not what its name says", "files are damaged, or not what they say"),
    Refusal.EMPTY: ("1 file has no text that can be read", "files have no text that can be read"),
    Refusal.REFUSED: ("1 file is too large or not safe to read", "files are too large or not safe to read"),
}  # fmt: skip
_KINDS: tuple[Markdown, Markdown] = (
    "1 file is of a kind that cannot be read",
    "files are of kinds that cannot be read",
)


@dataclass(frozen=True, slots=True)
class Group:
    """Files with one reason; `head` says how many there are and what is wrong with them."""

    head: Markdown
    jobs: tuple[Job, ...]


def grouped(jobs: Sequence[Job]) -> list[Group]:
    """The files by their reason, those first that something can be done about."""
    order = [_REFUSALS[Refusal.PASSWORD], *_REFUSALS.values(), _KINDS, *_STATES.values()]
    found: dict[tuple[Markdown, Markdown], list[Job]] = {}
    for job in jobs:
        found.setdefault(_words(job), []).append(job)
    heads = sorted(found, key=order.index)
    return [Group(_head(words, len(found[words])), tuple(found[words])) for words in heads]


def worth_telling(jobs: Sequence[Job]) -> list[Job]:
    """Those that ended otherwise than read, or were read and need a look."""
    return [job for job in jobs if not job.is_active and (job.message or job.state is not JobState.DONE)]


def just_read(jobs: Sequence[Job]) -> int:
    """How many were simply read; an archive counts as the files that were in it."""
    archives = {job.parent for job in jobs}
    return sum(
        job.state is JobState.DONE and not job.message and job.id not in archives and not is_archive_name(job.name)
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


def _head(words: tuple[Markdown, Markdown], count: int) -> Markdown:
    return words[0] if count == 1 else f"{count:d} {words[1]}"


def _words(job: Job) -> tuple[Markdown, Markdown]:
    if job.state is not JobState.FAILED or not job.refusal:
        return _STATES[job.state]
    if job.refusal == Refusal.REFUSED and not _is_known(job.name):
        return _KINDS
    return _REFUSALS[job.refusal]


def _is_known(name: str) -> bool:
    return is_archive_name(name) or is_readable(Path(PurePosixPath(name).name))
