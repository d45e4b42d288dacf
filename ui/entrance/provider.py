"""Signing in by a provider of OpenID Connect: it says who somebody is, and a session of ours begins.

Streamlit's own `st.login` keeps who it is in a cookie of 30 days that no server can take back, so it is not used.
"""

import logging
import os
import secrets
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.starlette_client import OAuth
from httpx import HTTPError
from joserfc.errors import JoseError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from rag.errors import LecternError
from rag.settings import Sharing
from rag.store.people.people import People
from rag.values.people import ClassRole, Person
from service.classroom.opening import address
from service.engine import Engine
from ui.entrance.forms import DoorPage, is_secure, shown, signed_in

_log = logging.getLogger(__name__)
_MINUTES = 10
_NONE = "No sign-in provider is set. Sign in with a password."
_UNKNOWN = "The provider knows you, but there is no account for you here. Ask your teacher for a link."
_FAILED = "The provider did not sign you in ({}). Try again, or sign in with a password."


class Provider:
    """The provider of the settings `sharing.provider` and `sharing.client`; its secret is in LECTERN_OIDC_SECRET."""

    def __init__(self, engine: Callable[[], Engine]) -> None:
        self._engine = engine
        self._known: tuple[str, str, Any] = ("", "", None)
        # Between the way there and back, the browser keeps what ties both together, signed, for some minutes.
        secret = secrets.token_hex()
        self._apps = {secure: self._made(secret, secure) for secure in (False, True)}

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The way there and back, as an ASGI app."""
        engine = await run_in_threadpool(self._engine)
        await self._apps[is_secure(Request(scope), engine)](scope, receive, send)

    def _made(self, secret: str, secure: bool) -> Starlette:
        kept = Middleware(
            SessionMiddleware, secret_key=secret, session_cookie="lectern_provider", https_only=secure,
            max_age=_MINUTES * 60, path="/sign-in/provider", same_site="lax",
        )  # fmt: skip
        return Starlette(routes=[Route("/", self._go), Route("/back", self._back)], middleware=[kept])

    def name(self, engine: Engine) -> str:
        """What the button calls it; "" where there is none."""
        sharing = engine.settings.sharing
        return urlsplit(sharing.provider).netloc if sharing.provider and sharing.client else ""

    async def _go(self, request: Request) -> Response:
        engine = await run_in_threadpool(self._engine)
        if not (engine.by_class and self.name(engine)):
            return _refused(request, engine, _NONE, 404)
        back = f"{address(engine)}/sign-in/provider/back"
        try:
            response: Response = await self._client(engine.settings.sharing).authorize_redirect(request, back)
        except (HTTPError, OAuthError, ValueError, KeyError, RuntimeError) as error:
            _log.warning("the provider cannot be reached: %s", error)
            return _refused(request, engine, _FAILED.format(type(error).__name__), 502)
        return response

    async def _back(self, request: Request) -> Response:
        engine = await run_in_threadpool(self._engine)
        if not (engine.by_class and self.name(engine)):
            return _refused(request, engine, _NONE, 404)
        sharing = engine.settings.sharing
        try:
            token = await self._client(sharing).authorize_access_token(request)
            told = dict(token["userinfo"])
            _check_audience(told, sharing.client)
        except (HTTPError, OAuthError, JoseError, ValueError, KeyError, RuntimeError) as error:
            _log.warning("the provider signed nobody in: %s", error)
            return _refused(request, engine, _FAILED.format(type(error).__name__), 403)
        finally:
            request.session.clear()
        return await run_in_threadpool(_come, request, engine, told)

    def _client(self, sharing: Sharing) -> Any:
        provider, client, made = self._known
        if (provider, client) != (sharing.provider, sharing.client):
            made = OAuth().register(
                "provider",
                client_id=sharing.client,
                client_secret=os.environ.get("LECTERN_OIDC_SECRET") or None,
                server_metadata_url=f"{sharing.provider.rstrip('/')}/.well-known/openid-configuration",
                client_kwargs={
                    "scope": "openid email profile",
                    "code_challenge_method": "S256",
                    "timeout": 15,
                },
            )
            self._known = (sharing.provider, sharing.client, made)
        return made


def _check_audience(told: dict[str, Any], client: str) -> None:
    """Raises ValueError for a token that was made for another program, which Authlib takes where `azp` names us."""
    audience = told["aud"]
    if client not in ([audience] if isinstance(audience, str) else audience):
        raise ValueError("the token is for another program")


def _come(request: Request, engine: Engine, told: dict[str, Any]) -> Response:
    """Begin a session for who the provider says it is, if they have an account or may get one."""
    try:
        person = _person(engine, told)
    except LecternError as error:
        return _refused(request, engine, str(error), 403)
    if person is None:
        return _refused(request, engine, _UNKNOWN, 403)
    return signed_in(request, engine, person, "provider")


def _person(engine: Engine, told: dict[str, Any]) -> Person | None:
    """By issuer and subject, which never change; the first time by an address that the provider has checked."""
    people, subject = People(engine.library.database), f"{told['iss']}|{told['sub']}"
    mail = str(told.get("email") or "") if told.get("email_verified") is True else ""
    found = people.of_subject(subject, mail)
    if found is not None or engine.settings.sharing.newcomers == "refuse" or not people.has_owner():
        return found
    name = str(told.get("name") or told.get("preferred_username") or mail or "Student")[:80]
    return people.add(name, mail or subject[-200:], ClassRole.STUDENT, subject=subject)


def _refused(request: Request, engine: Engine, why: str, status: int) -> Response:
    return shown(request, engine, DoorPage("Sign in", problem=why, back="Back"), status)
