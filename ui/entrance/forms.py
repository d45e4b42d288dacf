"""The forms of the door: plain pages without a script, safe from pages of strangers."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from rag.store.people.sessions import Sessions
from rag.values.people import Person
from service.engine import Engine
from ui.resources import COOKIE

_FORM = "lectern_form"
_DAY = 86400
_FIELDS, _LONGEST = 8, 4096  # of a form, and bytes of each
_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
)


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name, label, and kind as HTML has it; `hint` stands below it."""

    name: str
    label: str
    kind: str = "text"
    value: str = ""
    autocomplete: str = "off"
    hint: str = ""


@dataclass(frozen=True, slots=True)
class DoorPage:
    """What a page of the door says and asks for. Without a `button` it asks for nothing."""

    title: str
    lines: Sequence[str] = ()
    fields: Sequence[Field] = ()
    button: str = ""
    problem: str = ""
    provider: str = ""
    back: str = ""
    other: str = ""
    """What the link to the same page for somebody new is called."""


def shown(request: Request, engine: Engine, form: DoorPage, status: int = 200) -> Response:
    """The page of a form. Its hidden word is in a cookie, too: a page of strangers knows neither."""
    word, nonce = request.cookies.get(_FORM) or secrets.token_urlsafe(16), secrets.token_urlsafe(16)
    told = {name: getattr(form, name) for name in DoorPage.__dataclass_fields__}
    html = _templates.get_template("page.html").render(**told, form=word, nonce=nonce)
    response = HTMLResponse(html, status)
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )
    # The address of an invitation is a key, which no other site is told. With "no-referrer" a browser would say of our
    # own form that it comes from nowhere, and the guard refuses that.
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    response.set_cookie(
        _FORM, word, path="/", httponly=True, samesite="strict", secure=is_secure(request, engine)
    )
    return response


async def sent(request: Request) -> Mapping[str, str] | None:
    """The fields of a form that was sent from our own page; None for one that was not. One that is longer than ours
    can be is refused with 400 before it is read whole."""
    form = await request.form(max_files=0, max_fields=_FIELDS, max_part_size=_LONGEST)
    fields = {name: value for name, value in form.items() if isinstance(value, str)}
    word = request.cookies.get(_FORM, "")
    same = secrets.compare_digest(word.encode(), fields.get("form", "").encode())
    return fields if word and same else None


def signed_in(request: Request, engine: Engine, person: Person, way: str) -> Response:
    """Begin a session (`way` is how), and go to the app with its key in a cookie that no script reads and no other
    site sends. The session that this browser had before ends."""
    sessions = Sessions(engine.library.database)
    key = sessions.open(person, way, engine.settings.sharing.sign_in_days)
    if earlier := request.cookies.get(COOKIE, ""):
        sessions.close(earlier)
    response = RedirectResponse("/", 303)
    days = engine.settings.sharing.sign_in_days
    secure, age = is_secure(request, engine), int(days * _DAY)
    response.set_cookie(COOKIE, key, max_age=age, path="/", httponly=True, samesite="lax", secure=secure)
    return response


def is_secure(request: Request, engine: Engine) -> bool:
    """Whether people come by HTTPS, here or at a proxy in front of this."""
    return request.url.scheme == "https" or engine.settings.sharing.address.startswith("https:")
