"""Progress on standard error: a bar for each stage."""

import sys

from tqdm import tqdm


class Bars:
    """Called with (stage, done, total); shows a bar a stage, and finishes it when the next begins."""

    def __init__(self) -> None:
        self._stage = ""
        self._bar: tqdm[None] | None = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        if stage != self._stage or self._bar is None:
            self.close()
            self._stage = stage
            often = 1.0 if sys.stderr.isatty() else 20.0
            self._bar = tqdm(total=total, desc=stage, file=sys.stderr, mininterval=often)
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        """End the last bar."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None
