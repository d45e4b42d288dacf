"""The engine that finds and reads lines in a picture: rapidocr, with the models of its wheel, never the network."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.readers.ocr.seeing.rivals import rivals
from rag.models.weights.threads import threads

Pixels = NDArray[np.uint8]
"""A picture: height, width, three colours."""

Corners = NDArray[np.float32]
"""The four corners of a line (top left, top right, bottom right, bottom left as it is read) in pixels."""

_THREADS = 8
"""More take memory, and are hardly faster."""

BATCH = 6
"""Lines that are read at once: more take more memory and are no faster."""


@dataclass(frozen=True, slots=True)
class LineText:
    """A line as read. `places` and `sure` are those of each character: its middle as a fraction of the line's width,
    and how sure its reading is. The places of blanks are those of the character before. `rivals` are what may stand
    there instead of each character, "" where nothing may, and how much less likely that is, as a natural logarithm."""

    text: str
    places: tuple[float, ...]
    sure: tuple[float, ...]
    rivals: tuple[Mapping[str, float], ...] = ()

    @property
    def mean(self) -> float:
        """How sure the line is, 0 where it is empty."""
        return sum(self.sure) / len(self.sure) if self.sure else 0.0


class Recogniser:
    """Loaded once in a process: it takes a second, and some 300 MB while it reads."""

    def __init__(self) -> None:
        import rapidocr

        models = Path(rapidocr.__file__).parent / "models"
        # With the paths of the models rapidocr has nothing to compare with its server, and nothing to fetch.
        self._engine: Any = rapidocr.RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_vertical_padding": False,
                "Global.return_word_box": True,
                "Det.model_path": str(models / "PP-OCRv6_det_small.onnx"),
                "Det.limit_side_len": 32,
                "Rec.model_path": str(models / "PP-OCRv6_rec_small.onnx"),
                "Rec.rec_batch_num": BATCH,
                # Short lines are filled up to this width: the usual 320 reads no better, and takes a third more time.
                "Rec.rec_img_shape": [3, 48, 128],
                "EngineConfig.onnxruntime.intra_op_num_threads": min(_THREADS, threads() or 1),
            }
        )

    def find(self, picture: Pixels) -> list[Corners]:
        """Where lines are; of the first thousand."""
        from rapidocr.main import RapidOCRError

        try:
            _, found = self._engine.detect_and_crop(picture, {})
        except RapidOCRError:  # nothing found
            return []
        return [np.asarray(box, dtype=np.float32) for box in found.boxes]

    def read(self, lines: Sequence[Pixels]) -> list[LineText]:
        """What is written in pictures of one line each."""
        if not lines:
            return []
        found = self._with_rivals.recognize_txt(list(lines))
        return [_read(text, info) for text, info in zip(found.txts, found.word_results, strict=True)]

    @cached_property
    def _with_rivals(self) -> Any:
        """The engine, whose decoder also tells what else each character may be."""
        recogniser = self._engine._load_rec_model()
        decode = recogniser.postprocess_op

        def decoded(likely: NDArray[np.float32], *arguments: Any, **options: Any) -> Any:
            lines, words = decode(likely, *arguments, **options)
            for own, info in zip(likely, words, strict=True):
                info.rivals = rivals(own, decode.character)
            return lines, words

        recogniser.postprocess_op = decoded
        return self._engine


@cache
def engine() -> Recogniser:
    """The engine of this process."""
    return Recogniser()


def _read(text: str, info: Any) -> LineText:
    """Columns are given for what is no blank, and how sure it is for every character."""
    columns = iter([column for word in info.word_cols for column in word])
    width = max(info.line_txt_len, 1.0)
    places: list[float] = []
    for character in text:
        before = places[-1] if places else 0.0
        places.append(before if character.isspace() else min(1.0, (next(columns) + 0.5) / width))
    return LineText(text, tuple(places), tuple(info.confs[: len(text)]), info.rivals)
