"""Progress on a terminal."""

import sys

from tqdm import tqdm

from rag.models.catalogue.progress import Progress, Stage


class ModelBar:
    """Progress as a bar on standard error; where that is no terminal, a line for each stage."""

    def __init__(self) -> None:
        self._bar: tqdm[None] | None = None
        self._doing = ""

    def __enter__(self) -> "ModelBar":
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def tell(self, progress: Progress) -> None:
        """Show how far it is."""
        if not sys.stderr.isatty():
            if progress.doing != self._doing and progress.stage is not Stage.CONVERTING:
                sys.stderr.write(f"{progress.doing} …\n")
            self._doing = progress.doing
            return
        if self._bar is None or self._doing != progress.stage:
            self.__exit__()
            self._doing = progress.stage
            unit = (
                {"unit": " steps"}
                if progress.stage is Stage.CONVERTING
                else {"unit": "B", "unit_scale": True}
            )
            self._bar = tqdm(total=progress.whole, file=sys.stderr, dynamic_ncols=True, **unit)
        self._bar.set_description(progress.doing, refresh=False)
        self._bar.total = progress.whole
        self._bar.n = progress.done
        self._bar.refresh()
