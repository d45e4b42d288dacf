"""How far a file is, in words and as a share."""

import time

from rag.store.jobs import Job, JobState
from ui import resources
from ui.markdown import Markdown, plural, roughly

# Embedding takes most of the time, so reading fills the first part of a bar only.
_SHARE = {JobState.QUEUED: (0.0, 0.0), JobState.READING: (0.0, 0.3), JobState.EMBEDDING: (0.3, 1.0)}


def fraction(job: Job) -> float:
    """How much of a file that is being read is done, in [0, 1]."""
    low, high = _SHARE[job.state]
    return low + (high - low) * min(1.0, job.done / max(1, job.total))


def doing(job: Job) -> Markdown:
    """What is being done to the file, and for how long still where that is known."""
    if job.state is JobState.QUEUED:
        return "waiting" if resources.engine().loaded else "waiting until Lectern has started"
    if not job.total:
        return "opening"
    return _reading(job) if job.state is JobState.READING else _preparing(job)


def _reading(job: Job) -> Markdown:
    if job.done < job.total or job.total == 1:
        return f"reading page {job.done:d} of {job.total:d}{_left(job, 'left to read')}"
    return f"all {job.total:d} pages are read, putting their text in order"


def _preparing(job: Job) -> Markdown:
    """The passages are made searchable; what is done of them is told in pages, which people know."""
    if job.done >= job.total:
        return "nearly done, saving it"
    ending = _left(job, "left")
    if job.pages > 1:
        page = max(1, job.done * job.pages // job.total)
        return f"preparing page {page:d} of {job.pages:d}{ending}"
    return f"preparing {plural(job.pages or 1, 'page')}, {100 * job.done // job.total:d}% done{ending}"


def _left(job: Job, what: Markdown) -> Markdown:
    """For how long still, by the pages a second so far; nothing while that is a guess."""
    left = job.seconds_left(time.time())
    return "" if left is None else f" · {roughly(left)} {what}"
