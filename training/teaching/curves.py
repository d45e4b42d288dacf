"""A training run as a picture: the loss of each step, smoothed, and the loss on unseen documents."""

from pathlib import Path

from training.teaching.loop import History

_SMOOTHING = 0.9


def draw(history: History, path: Path) -> None:
    """Write the curves as a PNG."""
    from matplotlib.figure import Figure  # only training draws, and it is slow to import

    figure = Figure(figsize=(7, 4), layout="constrained")
    axes = figure.add_subplot(xlabel="steps", ylabel="loss")
    axes.plot(range(1, len(history.losses) + 1), _smoothed(history.losses), label="trained on (smoothed)")
    if history.unseen:
        axes.plot(*zip(*history.unseen, strict=True), marker="o", label="documents never trained on")
        axes.axvline(history.unseen[history.best()][0], linestyle=":", color="grey", label="kept")
    axes.set_ylim(bottom=0)
    axes.legend()
    figure.savefig(path, dpi=120)


def _smoothed(losses: list[float]) -> list[float]:
    """The exponential moving average, from the first loss on."""
    found, last = [], losses[0] if losses else 0.0
    for loss in losses:
        last = _SMOOTHING * last + (1 - _SMOOTHING) * loss
        found.append(last)
    return found
