"""The routes of the door: signing in by password, and invitation links."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from rag.errors import LecternError, LibraryUnavailable
from rag.store.people.invitations import Invitation, Invitations
from rag.store.people.passwords import SHORTEST, TooManyPasswords
from rag.store.people.people import People, plain
from rag.store.people.sessions import Sessions
from rag.store.people.tries import Tries
from rag.values.people import ClassRole, Person
from service import shared
from service.engine import Engine
from ui.entrance.forms import DoorPage, Field, sent, shown, signed_in
from ui.entrance.gate import UNREAD
from ui.entrance.provider import Provider
from ui.resources import COOKIE

_log = logging.getLogger(__name__)
_Answered = Callable[[Request], Awaitable[Response]]
_STRANGE = "This form was not sent from its own page, or the browser keeps no cookies. Send it again."
_WRONG = "This name and password do not belong together. Check both, and try again."
_AT_ONCE = 8
"""People at the door at a time: each takes a thread, of which there are some forty for everybody."""
_LAPTOP = "On this Lectern nobody needs to sign in."


class Entrance:
    """The door of the class that `engine` gives; on a laptop there is none."""

    def __init__(self, engine: Callable[[], Engine] = shared.engine) -> None:
        self._engine = engine
        self._provider = Provider(engine)
        self._room = asyncio.Semaphore(_AT_ONCE)

    @property
    def routes(self) -> Sequence[BaseRoute]:
        """To be put beside those of Streamlit."""
        return (
            Route("/sign-in", _told(self._sign_in), methods=["GET", "POST"]),
            Route("/welcome/{token}", _told(self._welcome), methods=["GET", "POST"]),
            Mount("/sign-in/provider", app=self._provider.app),
        )

    async def _sign_in(self, request: Request) -> Response:
        engine = await run_in_threadpool(self._engine)
        if not engine.by_class:
            return PlainTextResponse(_LAPTOP, 404)
        if request.method == "GET":
            return shown(request, engine, self._door(engine))
        fields = await sent(request)
        if fields is None:
            return shown(request, engine, self._door(engine, _STRANGE), 403)
        if self._room.locked():  # others of the server's threads must stay free for those who are inside
            return shown(request, engine, self._door(engine, str(TooManyPasswords())), 503)
        async with self._room:
            return await run_in_threadpool(
                self._tried, request, engine, fields.get("login", ""), fields.get("password", "")
            )

    def _tried(self, request: Request, engine: Engine, login: str, password: str) -> Response:
        login, place = plain(login)[:200], request.client.host if request.client else ""
        tries = Tries(engine.library.database)
        if minutes := tries.begin(login, place):
            wait = f"Too many tries went wrong. Wait {minutes} min, and try again."
            return shown(request, engine, self._door(engine, wait, login), 429)
        database = engine.library.database
        try:
            person = People(database).signing_in(login, password)
        except TooManyPasswords as error:
            tries.take_back(login, place)
            return shown(request, engine, self._door(engine, str(error), login), 503)
        if person is None:
            return shown(request, engine, self._door(engine, _WRONG, login), 401)
        tries.succeeded(login, place)
        return signed_in(request, engine, person, "password")

    def _door(self, engine: Engine, problem: str = "", login: str = "") -> DoorPage:
        fields = (
            Field("login", "Name or e-mail address", value=login, autocomplete="username"),
            Field("password", "Password", "password", autocomplete="current-password"),
        )
        lines = ("You have no account? Ask your teacher for a link.",)
        if not People(engine.library.database).has_owner():
            lines = (
                "Nobody has an account yet. The first owner opens the link that Lectern printed at its start.",
            )
        return DoorPage("Sign in", lines, fields, "Sign in", problem, provider=self._provider.name(engine))

    async def _welcome(self, request: Request) -> Response:
        engine = await run_in_threadpool(self._engine)
        if not engine.by_class:
            return PlainTextResponse(_LAPTOP, 404)
        token = request.path_params["token"]
        try:
            invitation = await run_in_threadpool(Invitations(engine.library.database).find, token)
        except LecternError as error:
            return shown(request, engine, DoorPage("This link", problem=str(error), back="Sign in"), 404)
        person = await run_in_threadpool(_who_could_join, request, engine, invitation)
        page = _invited(invitation) if person is None else _joining(invitation, person)
        if request.method == "GET":
            return shown(request, engine, page)
        fields = await sent(request)
        if fields is None:
            return shown(request, engine, replace(page, problem=_STRANGE), 403)
        if person is not None:
            return await run_in_threadpool(_joined, request, engine, token, person)
        place = request.client.host if request.client else ""
        if invitation.role is ClassRole.GUEST and (
            minutes := await run_in_threadpool(Tries(engine.library.database).come_as_guest, place)
        ):
            problem = f"Too many guests came from your address. Wait {minutes} min, and try again."
            return shown(request, engine, replace(page, problem=problem), 429)
        if fields.get("password", "") != fields.get("again", ""):
            problem = "The two passwords are not the same. Type them again."
            return shown(request, engine, _invited(invitation, problem, fields), 400)
        if self._room.locked():
            return shown(request, engine, _invited(invitation, str(TooManyPasswords()), fields), 503)
        async with self._room:
            return await run_in_threadpool(_accepted, request, engine, token, invitation, fields)


def _told(answered: _Answered) -> _Answered:
    """The same, that says so where the library cannot be read or written now."""

    async def told(request: Request) -> Response:
        try:
            return await answered(request)
        except LibraryUnavailable as error:
            _log.error("Nobody can sign in: %s", error)
            return PlainTextResponse(UNREAD, 503)

    return told


def _who_could_join(request: Request, engine: Engine, invitation: Invitation) -> Person | None:
    """Who is signed in with this browser and can become a member by the link as who they are; None where a new account
    is to be made."""
    if not invitation.takes_members or "new" in request.query_params:
        return None
    person = Sessions(engine.library.database).person_of(request.cookies.get(COOKIE, ""))
    return person if person is not None and invitation.takes(person) else None


def _joining(invitation: Invitation, person: Person) -> DoorPage:
    line = f"You are invited to “{invitation.course}”. You are signed in as {person.name}."
    other = "Come in as a guest" if invitation.role is ClassRole.GUEST else "Make another account"
    return DoorPage("Welcome", (line,), (), f"Join as {person.name}", other=other)


def _joined(request: Request, engine: Engine, token: str, person: Person) -> Response:
    try:
        Invitations(engine.library.database).join(token, person)
    except LecternError as error:
        return shown(request, engine, DoorPage("This link", problem=str(error), back="To Lectern"), 404)
    return RedirectResponse("/", 303)


def _accepted(
    request: Request, engine: Engine, token: str, invitation: Invitation, fields: Mapping[str, str]
) -> Response:
    database = engine.library.database
    name, login, password = (fields.get(field, "") for field in ("name", "login", "password"))
    try:
        person = Invitations(database).accept(token, name, login, password)
    except LecternError as error:
        return shown(request, engine, _invited(invitation, str(error), fields), 400)
    return signed_in(request, engine, person, "link")


def _invited(invitation: Invitation, problem: str = "", known: Mapping[str, str] | None = None) -> DoorPage:
    known, course = known or {}, f" to “{invitation.course}”" if invitation.course else ""
    passwords = (
        Field(
            "password",
            "Password",
            "password",
            autocomplete="new-password",
            hint=f"At least {SHORTEST} characters.",
        ),
        Field("again", "The same password again", "password", autocomplete="new-password"),
    )
    if invitation.resets:
        line = f"For the account of {invitation.name}. All browsers that are signed in are signed out."
        return DoorPage("A new password", (line,), passwords, "Set it", problem)
    if invitation.role is ClassRole.GUEST:
        lines = (
            f"You are invited{course} as a guest: read the material and ask it questions, without an account.",
            "What you ask stays in this browser's session, and is gone for you when that ends.",
        )
        return DoorPage("Welcome", lines, (), "Come in", problem)
    fields = (
        Field("name", "Your name", value=known.get("name", invitation.name), autocomplete="name"),
        Field(
            "login", "What you sign in with", value=known.get("login", ""), autocomplete="username",
            hint="Your e-mail address, or a name of your own.",
        ),
        *passwords,
    )  # fmt: skip
    line = f"You are invited{course} as {_ROLES[invitation.role]}. Make your account:"
    return DoorPage("Welcome", (line,), fields, "Make my account", problem)


_ROLES = {
    ClassRole.OWNER: "the owner of this Lectern",
    ClassRole.TEACHER: "a teacher",
    ClassRole.STUDENT: "a student",
}
