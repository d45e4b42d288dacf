"""How long a file may take: so long a page, longer where it is read by OCR, in proportion where it is large."""

from typing import Any

from rag.settings import Ingestion

_PER_MEGABYTE = 1.0  # seconds more: a page of a large file may be large
_TOGETHER = 0.01  # of the time of a page, for each page of a file, when they are put together at the end
_GRACE = 15.0  # seconds more for OCR, which ends by itself: its engine has to be loaded, and a step is long


class Pace:
    """Follows what the child tells of one file. `slow` is the name of the page that OCR is at, None elsewhere."""

    def __init__(self, settings: Ingestion, size: int) -> None:
        self._page = settings.page_seconds + _PER_MEGABYTE * size / 1_000_000
        self._ocr = settings.ocr_seconds
        self._given = self._page
        self.slow: str | None = None

    def begin(self) -> float:
        """The seconds until the first page is read."""
        self.slow = None
        self._given = self._page
        return self._given

    def after(self, told: dict[str, Any]) -> float:
        """The seconds that the child has from now on."""
        if "slow" in told:
            self.slow = told["slow"]
            self._given = self._page + told["seconds"] + _GRACE
        elif told["done"] >= told["total"]:
            self.slow = None
            self._given = self._page * (1 + _TOGETHER * told["total"])
        else:
            self.slow = None
            self._given = self._page
        return self._given

    def why(self, told: dict[str, Any] | None) -> str:
        """Why it is given up, after what was told last, and what to do."""
        remedy = "Save it again or split it, or raise the setting ingestion.page_seconds."
        if told is None:
            return f"Opening it takes longer than {self._given:.0f} seconds. {remedy}"
        if "slow" in told:
            return (
                f"Too many of its pages take longer than {self._ocr:.0f} seconds to be recognised (OCR). Split it, or "
                "raise the setting ingestion.ocr_seconds."
            )
        late = f"takes longer than {self._given:.0f} seconds"
        if told["done"] >= told["total"]:
            return f"Putting its {told['total']} pages together {late}. {remedy}"
        return f"Page {told['done'] + 1} of {told['total']} {late} to read. {remedy}"
