"""What goes wrong with a server, in words that say what to do."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rag.errors import ModelUnavailable
from rag.models.elsewhere.waiting import TooSlow
from rag.settings import ServedModel


@contextmanager
def needed() -> Iterator[None]:
    """Around an import of the packages that a server needs, which are an extra."""
    try:
        yield
    except ImportError as error:
        raise ModelUnavailable(
            f"A model on a server needs a package that is not installed ({error.name}). "
            'Run, in the folder of Lectern: pip install -e ".[server]"'
        ) from error


with needed():
    import openai

__all__ = ["GARBAGE", "ServerFailed", "explained", "missing", "needed", "openai"]

GARBAGE = (AttributeError, TypeError, ValueError, KeyError, IndexError)
"""What reading an answer raises that is none."""

_BROKEN = ("RemoteProtocolError", "ReadError", "WriteError")  # of the connection's package, whichever it is


class ServerFailed(ModelUnavailable):
    """The server did not do what it should: by no fault of what it was asked."""


@contextmanager
def explained(place: ServedModel, names: Callable[[], tuple[str, ...]] = tuple) -> Iterator[None]:
    """Turn what the client raises into a ModelUnavailable that says what to do; one that says nothing about the
    request is ServerFailed. `names` asks the server which models it has."""
    url = place.shown
    try:
        yield
    except (openai.APITimeoutError, TooSlow) as error:
        raise ServerFailed(
            f"The server at {url} did not answer in time. Is it overloaded, or still loading "
            "its model? Try again, or choose a smaller model."
        ) from error
    except openai.APIConnectionError as error:
        raise ServerFailed(_unreached(place, error)) from error
    except openai.RateLimitError as error:
        raise ServerFailed(
            f"The server at {url} has too much to do, or the key may ask no more now ({error}). Try again later."
        ) from error
    except (openai.AuthenticationError, openai.PermissionDeniedError) as error:
        raise ModelUnavailable(
            f"The server at {url} refuses the key. Set the environment variable "
            "LECTERN_API_KEY to one that it accepts, and start Lectern again."
        ) from error
    except openai.NotFoundError as error:
        raise ModelUnavailable(_not_found(place, names)) from error
    except openai.APIStatusError as error:
        kind = ServerFailed if error.status_code >= 500 else ModelUnavailable
        raise kind(_error(place, error)) from error
    except (openai.OpenAIError, *GARBAGE) as error:
        raise ServerFailed(_error(place, error)) from error


def missing(place: ServedModel, names: tuple[str, ...]) -> str:
    """That the server has no such model, but these."""
    return (
        f'The server at {place.shown} has no model "{place.model}". '
        f"It has: {', '.join(names)}. Set {place.model_setting} to one of them."
    )


def _error(place: ServedModel, error: Exception) -> str:
    return (
        f"The server at {place.shown} answered with an error for model "
        f'"{place.model}": {error}. Its own log says more.'
    )


def _unreached(place: ServedModel, error: openai.APIConnectionError) -> str:
    why = error.__cause__ or error
    if type(why).__name__ in _BROKEN:
        return (
            f"The connection to the server at {place.shown} broke ({why}). Try again; its own log says more."
        )
    return (
        f"No server answers at {place.shown} ({why}). Start it, or correct "
        f"{place.url_setting} (Ollama: http://localhost:11434/v1)."
    )


def _not_found(place: ServedModel, names: Callable[[], tuple[str, ...]]) -> str:
    try:
        known = names()
    except (openai.OpenAIError, *GARBAGE):
        known = ()
    if known:
        return missing(place, known)
    return (
        f'The server at {place.shown} knows no such address or no model "{place.model}". '
        f"Correct {place.url_setting} (it often ends in /v1) or {place.model_setting}."
    )
