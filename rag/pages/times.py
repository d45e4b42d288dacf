"""Times of speech, as they are written; `rag.values.places.time_of` looks them up."""


def written(seconds: int) -> str:
    """A time as it is written: "0:07", "12:40", "1:02:05"."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
