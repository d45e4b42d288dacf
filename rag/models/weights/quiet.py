"""Keep the model libraries from writing bars and advice to the terminal: people see our own lines."""

from transformers.utils import logging


def quieten() -> None:
    """Only errors of `transformers` are shown from now on."""
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
