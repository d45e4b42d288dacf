"""Signing in by a provider that really runs here, spoken to over loopback."""

from collections.abc import Iterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from rag.settings import Sharing
from rag.store.access.keys import Keys, KeyScope
from rag.store.people.people import People
from rag.store.people.sessions import Sessions
from rag.values.people import ClassRole
from service.engine import Engine
from tests.ui.entrance.conftest import HOST
from tests.ui.entrance.oidc_server import CLIENT, SECRET, OidcServer
from ui.resources import COOKIE


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[OidcServer]:
    monkeypatch.setenv("LECTERN_OIDC_SECRET", SECRET)
    made = OidcServer({"sub": "u1", "name": "Sam", "email": "sam@example.org", "email_verified": True})
    made.start()
    yield made
    made.stop()


@pytest.fixture
def sharing(provider: OidcServer) -> Sharing:
    return Sharing(mode="class", address=HOST, provider=provider.address, client=CLIENT)


@pytest.fixture
def people(engine: Engine) -> People:
    made = People(engine.library.database)
    made.add("Olga", "olga@example.org", ClassRole.OWNER, "correct horse")
    return made


def come_back(browser: TestClient) -> httpx.Response:
    """There and back again, as a browser goes; the answer of the last step."""
    there = browser.get("/sign-in/provider/")
    assert there.status_code == 302, there.text
    back = httpx.get(there.headers["location"]).headers["location"]
    assert back.startswith(f"{HOST}/sign-in/provider/back?")
    return browser.get(back.removeprefix(HOST))


def test_an_account_is_found_by_its_checked_address_and_then_by_its_subject(
    browser: TestClient, engine: Engine, people: People, provider: OidcServer
) -> None:
    sam = people.add("Sam", "sam@example.org", ClassRole.STUDENT)
    answer = come_back(browser)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    key = browser.cookies[COOKIE]
    found = Sessions(engine.library.database).person_of(key)
    assert found is not None and found.id == sam.id
    provider.user["email"] = "new@example.org"
    assert come_back(browser).status_code == 303
    Sessions(engine.library.database).close(key)
    assert Sessions(engine.library.database).person_of(key) is None  # whatever the provider says


def test_an_address_that_was_not_checked_opens_nothing(
    browser: TestClient, people: People, provider: OidcServer
) -> None:
    people.add("Sam", "sam@example.org", ClassRole.STUDENT)
    provider.user["email_verified"] = False
    answer = come_back(browser)
    assert answer.status_code == 403 and "no account for you here" in answer.text
    assert COOKIE not in browser.cookies


def test_who_took_the_address_of_another_has_no_way_in_any_more(
    browser: TestClient, engine: Engine, people: People
) -> None:
    """Who joins by a link picks any login; the provider alone knows whose address it is."""
    database = engine.library.database
    thief = people.add("Sam", "sam@example.org", ClassRole.STUDENT, "correct horse")
    session, (_, secret) = (
        Sessions(database).open(thief, "link", 1),
        Keys(database).make("k", KeyScope, thief.id),
    )
    assert come_back(browser).status_code == 303
    found = Sessions(database).person_of(browser.cookies[COOKIE])
    assert found is not None and found.id == thief.id
    assert Sessions(database).person_of(session) is None
    assert people.signing_in("sam@example.org", "correct horse") is None
    key = Keys(database).find(secret)
    assert key is not None and key.revoked is not None
    people_now = people.add("Sue", "sue", ClassRole.STUDENT, "correct horse")
    assert people.signing_in("sue", "correct horse") == people_now  # nobody else's is touched


def test_between_the_ways_the_cookie_is_secure_where_people_come_by_https(
    browser: TestClient, engine: Engine, people: People
) -> None:
    assert "secure" not in browser.get("/sign-in/provider/").headers["set-cookie"].lower()
    sharing = engine.settings.sharing.changed(address="https://lectern.example.org")
    engine.settings = engine.settings.model_copy(update={"sharing": sharing})
    assert "secure" in browser.get("/sign-in/provider/").headers["set-cookie"].lower()


def test_newcomers_are_refused_unless_the_owner_lets_them_in(
    browser: TestClient, engine: Engine, people: People
) -> None:
    assert "no account for you here" in come_back(browser).text
    sharing = engine.settings.sharing.changed(newcomers="student")
    engine.settings = engine.settings.model_copy(update={"sharing": sharing})
    assert come_back(browser).status_code == 303
    assert [(one.name, one.role) for one in people.all()] == [
        ("Olga", ClassRole.OWNER),
        ("Sam", ClassRole.STUDENT),
    ]


def test_a_closed_account_stays_closed(browser: TestClient, people: People) -> None:
    sam = people.add("Sam", "sam@example.org", ClassRole.STUDENT)
    people.close(sam.id)
    assert "no account for you here" in come_back(browser).text


def test_a_token_for_another_is_refused(browser: TestClient, people: People, provider: OidcServer) -> None:
    people.add("Sam", "sam@example.org", ClassRole.STUDENT)
    provider.audience = "another program"
    answer = come_back(browser)
    assert answer.status_code == 403 and "did not sign you in (ValueError)" in answer.text


def test_a_way_back_that_nobody_went_is_refused(browser: TestClient, app: Starlette, people: People) -> None:
    people.add("Sam", "sam@example.org", ClassRole.STUDENT)
    assert browser.get("/sign-in/provider/back?code=x&state=y").status_code == 403
    there = browser.get("/sign-in/provider/").headers["location"]
    back = httpx.get(there).headers["location"].removeprefix(HOST)
    other = TestClient(app, follow_redirects=False)
    answer = other.get(back)
    assert (
        answer.status_code == 403 and "MismatchingStateError" in answer.text
    )  # the browser of another, led there by a stranger's link


def test_a_provider_that_does_not_answer_is_told(
    browser: TestClient, people: People, provider: OidcServer
) -> None:
    provider.stop()
    answer = browser.get("/sign-in")
    assert f"Sign in with {provider.address.removeprefix('http://')}" in answer.text
