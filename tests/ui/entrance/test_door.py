import re
import time
from pathlib import Path

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect
from streamlit.web.server.starlette.starlette_server import _get_uvicorn_config_kwargs

from api.application import Ways
from api.doors import Doors
from rag.errors import DamagedLibrary, LecternError, LibraryUnavailable, NotAllowed
from rag.settings import Settings
from rag.store.access.keys import Keys, KeyScope
from rag.store.conversations import Conversations
from rag.store.people import passwords
from rag.store.people.guests import forget_guests
from rag.store.people.invitations import Invitations
from rag.store.people.people import People
from rag.store.people.sessions import Sessions
from rag.store.people.tries import Tries
from rag.values.people import Asker, ClassRole, Person
from service.classroom.opening import first_owner_link
from service.engine import Engine
from ui.resources import COOKIE

PASSWORD = "correct horse"
HTML = {"accept": "text/html"}


@pytest.fixture
def olga(engine: Engine) -> Person:
    return People(engine.library.database).add("Olga", "olga@example.org", ClassRole.OWNER, PASSWORD)


def send(browser: TestClient, path: str, **fields: str):  # type: ignore[no-untyped-def]
    """Open a form and send it filled in, as a browser does."""
    word = re.search(r'name="form" value="([^"]+)"', browser.get(path).text)
    return browser.post(path, data={"form": word[1] if word else "", **fields})


def sign_in(browser: TestClient, login: str = "olga@example.org", password: str = PASSWORD):  # type: ignore[no-untyped-def]
    return send(browser, "/sign-in", login=login, password=password)


def is_inside(browser: TestClient) -> bool:
    return browser.get("/", headers=HTML).text == "inside"


def test_who_is_not_signed_in_gets_nothing(browser: TestClient) -> None:
    page = browser.get("/library", headers=HTML)
    assert (page.status_code, page.headers["location"]) == (303, "/sign-in")
    assert browser.get("/media/abc.png").status_code == 401
    assert browser.put("/_stcore/upload_file/a/b").status_code == 401
    with pytest.raises(WebSocketDisconnect), browser.websocket_connect("/_stcore/stream"):
        pass
    assert browser.get("/static/js/index.js").text == "inside"


def test_programs_come_to_each_of_their_doors_with_a_key_in_place_of_a_cookie(browser: TestClient) -> None:
    def never() -> Ways:
        raise AssertionError

    places = [str(door.path) for door in Doors(never, lambda: None).routes]  # type: ignore[attr-defined]
    assert places
    for place in places:
        assert browser.get(place.replace("{rest:path}", "x")).text == "inside"


def test_on_a_laptop_nobody_signs_in(browser: TestClient, engine: Engine) -> None:
    engine.settings = Settings()
    assert is_inside(browser)
    assert browser.get("/sign-in").status_code == 404
    assert first_owner_link(engine) == ""


def test_signing_in(browser: TestClient, olga: Person) -> None:
    answer = sign_in(browser, "  OLGA@example.org")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie and "max-age=1209600" in cookie
    assert is_inside(browser)


@pytest.mark.parametrize("login", ["olga@example.org", "nobody@example.org"])
def test_a_wrong_password_and_an_unknown_name_are_told_alike(
    browser: TestClient, olga: Person, login: str
) -> None:
    answer = sign_in(browser, login, "wrong wrong wrong")
    assert answer.status_code == 401
    assert "do not belong together" in answer.text
    assert not is_inside(browser)


def test_the_key_is_kept_as_its_hash_alone(browser: TestClient, olga: Person, engine: Engine) -> None:
    sign_in(browser)
    key = browser.cookies[COOKIE]
    (kept,) = Sessions(engine.library.database).of(olga.id)
    assert kept.key_hash != key and len(kept.key_hash) == 64
    with engine.library.database.read() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM sessions").all()
        passwords = connection.exec_driver_sql("SELECT password FROM people").scalars().all()
    assert key not in str(rows)
    assert passwords[0].startswith("$argon2id$")


def test_a_kept_cookie_is_refused_after_signing_out(app: Starlette, engine: Engine, olga: Person) -> None:
    one, thief = TestClient(app, follow_redirects=False), TestClient(app, follow_redirects=False)
    sign_in(one)
    key = one.cookies[COOKIE]
    thief.cookies.set(COOKIE, key)
    assert is_inside(thief)
    Sessions(engine.library.database).close(key)
    assert not is_inside(thief) and not is_inside(one)
    assert Sessions(engine.library.database).person_of(key) is None


def test_signing_out_everywhere(app: Starlette, engine: Engine, olga: Person) -> None:
    browsers = [TestClient(app, follow_redirects=False) for _ in range(3)]
    for browser in browsers:
        sign_in(browser)
    assert Sessions(engine.library.database).close_all(olga.id) == 3
    assert not any(map(is_inside, browsers))


def test_a_session_expires(
    browser: TestClient, engine: Engine, olga: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(browser)
    later = time.time() + 14 * 86400 + 1
    monkeypatch.setattr(time, "time", lambda: later)
    assert not is_inside(browser)


def test_a_closed_account_is_out_at_once(browser: TestClient, engine: Engine, olga: Person) -> None:
    people = People(engine.library.database)
    sam = people.add("Sam", "sam", ClassRole.STUDENT, PASSWORD)
    sign_in(browser, "sam")
    assert is_inside(browser)
    people.close(sam.id)
    assert not is_inside(browser)
    assert sign_in(browser, "sam").status_code == 401


def test_a_form_of_strangers_is_refused(browser: TestClient, olga: Person) -> None:
    fields = {"login": "olga@example.org", "password": PASSWORD}
    assert browser.post("/sign-in", data=fields).status_code == 403
    browser.get("/sign-in")
    assert browser.post("/sign-in", data={**fields, "form": "guessed"}).status_code == 403
    assert not is_inside(browser)


def test_guessing_is_stopped(browser: TestClient, olga: Person) -> None:
    for _ in range(6):
        assert sign_in(browser, password="wrong wrong wrong").status_code == 401
    answer = sign_in(browser)  # the right one, now too late
    assert answer.status_code == 429
    assert "Wait 15 min" in answer.text


def test_who_comes_while_the_database_is_away_is_told_so(
    browser: TestClient, olga: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> int:
        raise LibraryUnavailable("The library at secret cannot be used.")

    monkeypatch.setattr(Tries, "begin", away)
    answer = sign_in(browser)
    assert answer.status_code == 503 and "cannot be read" in answer.text and "secret" not in answer.text


def test_behind_a_proxy_each_address_has_tries_of_its_own(
    app: Starlette, olga: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.store.people.tries._PER_ADDRESS", 3)
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "10.0.0.9")
    served = uvicorn.Config(app, **_get_uvicorn_config_kwargs())  # as Streamlit serves it
    served.load()

    def tries(name: str, proxy: str, forwarded: str) -> int:
        """The status of a wrong password that comes by that proxy, from there."""
        browser = TestClient(served.loaded_app, client=(proxy, 1), headers={"x-forwarded-for": forwarded})
        return int(sign_in(browser, name, "wrong wrong wrong").status_code)

    for number in range(3):
        assert tries(f"name{number}", "10.0.0.9", "192.0.2.1") == 401
    assert tries("another", "10.0.0.9", "192.0.2.1") == 429
    assert tries("another", "10.0.0.9", "192.0.2.2") == 401
    # What a browser says itself is not believed: neither before the proxy's word, nor without a proxy.
    assert tries("another", "10.0.0.9", "198.51.100.7, 192.0.2.1") == 429
    for number in range(3):
        assert tries(f"more{number}", "192.0.2.3", f"198.51.100.{number}") == 401
    assert tries("another", "192.0.2.3", "198.51.100.99") == 429


def test_passwords_are_looked_at_two_at_a_time(
    browser: TestClient, olga: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "_PATIENCE", 0.0)
    with passwords._in_turn(), passwords._in_turn():
        for _ in range(7):
            answer = sign_in(browser)
            assert answer.status_code == 503 and "Wait some seconds" in answer.text
    assert sign_in(browser).status_code == 303  # none of those counted


@pytest.mark.parametrize("form", ["ключ", "x" * 5000])
def test_a_form_that_is_none_of_ours_is_refused(browser: TestClient, olga: Person, form: str) -> None:
    browser.get("/sign-in")
    assert browser.post("/sign-in", data={"form": form}).status_code in (400, 403)
    assert browser.post("/sign-in", data={str(n): "x" for n in range(9)}).status_code == 400
    assert browser.post("/sign-in", files={"form": b"x"}).status_code == 400


def test_signing_in_anew_ends_the_session_that_the_browser_had(
    browser: TestClient, engine: Engine, olga: Person
) -> None:
    sign_in(browser)
    earlier = browser.cookies[COOKIE]
    sign_in(browser)
    assert is_inside(browser) and browser.cookies[COOKIE] != earlier
    assert Sessions(engine.library.database).person_of(earlier) is None


def test_the_first_owner_comes_by_the_link_and_takes_over_what_is_there(
    browser: TestClient, engine: Engine
) -> None:
    talk = engine.conversations.create()
    engine.conversations.ask(talk.id, "Mine?")
    link = first_owner_link(engine)
    assert link.startswith("http://testserver/welcome/")
    other = first_owner_link(engine)  # after a second start the first link is no more
    path, old = other.removeprefix("http://testserver"), link.removeprefix("http://testserver")
    assert browser.get(old).status_code == 404
    fields = {"name": "Olga", "login": "olga", "password": PASSWORD, "again": PASSWORD}
    assert send(browser, path, **fields).status_code == 303
    assert is_inside(browser)
    owner = People(engine.library.database).all()[0]
    assert (owner.name, owner.role) == ("Olga", ClassRole.OWNER)
    assert engine.conversations.get(talk.id).owner == owner.id
    assert first_owner_link(engine) == ""
    assert browser.get(path).status_code == 404


def test_an_invitation_makes_a_member(browser: TestClient, engine: Engine, olga: Person) -> None:
    engine.library.seen_by(olga.asker).create_collection("Physics")
    database = engine.library.database
    token = Invitations(database, olga.asker).make(ClassRole.STUDENT, "Physics")
    fields = {"name": "Sam", "login": "sam", "password": PASSWORD, "again": "another horse"}
    assert "not the same" in send(browser, f"/welcome/{token}", **fields).text
    fields["again"] = fields["password"] = "short"
    assert "10 to 200 characters" in send(browser, f"/welcome/{token}", **fields).text
    fields["again"] = fields["password"] = PASSWORD
    assert send(browser, f"/welcome/{token}", **fields).status_code == 303
    assert [one.name for one in People(database, olga.asker).members("Physics")] == ["Olga", "Sam"]
    with pytest.raises(LecternError, match="not valid any more"):
        Invitations(database).find(token)


def test_a_guest_reads_one_course_without_an_account(app: Starlette, engine: Engine, olga: Person) -> None:
    library = engine.library.seen_by(olga.asker)
    for course in ("Physics", "History"):
        library.create_collection(course)
    token = Invitations(engine.library.database, olga.asker).make(ClassRole.GUEST, "Physics", uses=0)
    seen = []
    for _ in range(2):
        guest = TestClient(app, follow_redirects=False)
        assert send(guest, f"/welcome/{token}").status_code == 303
        found = Sessions(engine.library.database).person_of(guest.cookies[COOKIE])
        assert found is not None and found.role is ClassRole.GUEST
        seen.append(found.id)
        assert [one.name for one in engine.library.seen_by(found.asker).collections()] == ["Physics"]
    assert seen[0] != seen[1]


def test_guests_are_forgotten_with_what_they_asked_when_their_session_is_over(
    engine: Engine, olga: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = engine.library.database
    engine.library.seen_by(olga.asker).create_collection("Physics")
    token = Invitations(database, olga.asker).make(ClassRole.GUEST, "Physics", uses=0)
    stays, leaves = (Invitations(database).accept(token, "", "", "") for _ in range(2))
    Sessions(database).open(stays, "link", 1)
    key = Sessions(database).open(leaves, "link", 1)
    for guest in (stays, leaves):
        talks = Conversations(database, guest.asker)
        talks.ask(talks.create("Physics").id, "What is mass?")
    later = time.time() + 7200
    monkeypatch.setattr(time, "time", lambda: later)
    assert forget_guests(database) == 0
    Sessions(database).close(key)
    assert forget_guests(database) == 1
    assert {one.id for one in People(database).all()} == {olga.id, stays.id}
    assert [talk.owner for talk in Conversations(database).list()] == [stays.id]


def test_guests_from_one_address_are_not_without_end(
    browser: TestClient, engine: Engine, olga: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.store.people.tries._GUESTS", 2)
    engine.library.seen_by(olga.asker).create_collection("Physics")
    token = Invitations(engine.library.database, olga.asker).make(ClassRole.GUEST, "Physics", uses=0)
    assert [send(browser, f"/welcome/{token}").status_code for _ in range(3)] == [303, 303, 429]
    assert len(People(engine.library.database).all()) == 3


def test_who_has_an_account_joins_as_who_they_are(browser: TestClient, engine: Engine, olga: Person) -> None:
    database = engine.library.database
    engine.library.seen_by(olga.asker).create_collection("Physics")
    People(database).add("Sam", "sam", ClassRole.STUDENT, PASSWORD)
    sign_in(browser, "sam")
    made = Invitations(database, olga.asker)
    for role in (ClassRole.TEACHER, ClassRole.STUDENT):
        token = made.make(role, "Physics")
        assert ("Join as Sam" in browser.get(f"/welcome/{token}").text) == (role is ClassRole.STUDENT)
    assert "Make my account" in browser.get(f"/welcome/{token}?new=1").text
    assert send(browser, f"/welcome/{token}").status_code == 303
    members = People(database, olga.asker).members("Physics")
    assert [(one.name, one.role) for one in members] == [
        ("Olga", ClassRole.OWNER),
        ("Sam", ClassRole.STUDENT),
    ]
    assert len(People(database).all()) == 2 and browser.get(f"/welcome/{token}").status_code == 404


@pytest.mark.parametrize("role", [ClassRole.STUDENT, ClassRole.GUEST])
def test_a_teacher_comes_into_no_other_course_by_a_link_of_students(
    browser: TestClient, engine: Engine, olga: Person, role: ClassRole
) -> None:
    database = engine.library.database
    engine.library.seen_by(olga.asker).create_collection("Physics")
    tara = People(database).add("Tara", "tara", ClassRole.TEACHER, PASSWORD)
    sign_in(browser, "tara")
    token = Invitations(database, olga.asker).make(role, "Physics")
    assert "Join as" not in browser.get(f"/welcome/{token}").text
    with pytest.raises(LecternError, match="not valid any more"):
        Invitations(database).join(token, tara)
    assert [one.name for one in People(database, olga.asker).members("Physics")] == ["Olga"]
    assert Invitations(database).find(token).used == 0


def test_a_new_password_signs_all_browsers_out(app: Starlette, engine: Engine, olga: Person) -> None:
    database = engine.library.database
    sam = People(database).add("Sam", "sam", ClassRole.STUDENT, PASSWORD)
    old, new = TestClient(app, follow_redirects=False), TestClient(app, follow_redirects=False)
    sign_in(old, "sam")
    token = Invitations(database, olga.asker).reset(sam.id)
    assert (
        send(new, f"/welcome/{token}", password="battery staple", again="battery staple").status_code == 303
    )
    assert is_inside(new) and not is_inside(old)
    assert sign_in(old, "sam").status_code == 401
    assert sign_in(old, "sam", "battery staple").status_code == 303


def test_a_password_changed_by_oneself_signs_the_other_browsers_out(
    app: Starlette, engine: Engine, olga: Person
) -> None:
    this, other = TestClient(app, follow_redirects=False), TestClient(app, follow_redirects=False)
    sign_in(this)
    sign_in(other)
    mine = People(engine.library.database, olga.asker)
    mine.set_password(olga.id, PASSWORD, "battery staple", this.cookies[COOKIE])
    assert is_inside(this) and not is_inside(other)


def test_a_link_for_a_new_password_revokes_the_keys(engine: Engine, olga: Person) -> None:
    database = engine.library.database
    sam = People(database).add("Sam", "sam", ClassRole.STUDENT, PASSWORD)
    keys = Keys(database)
    _, secret = keys.make("a", {KeyScope.ASK}, sam.id)
    _, hers = keys.make("b", {KeyScope.ASK}, olga.id)
    Invitations(database).accept(Invitations(database, olga.asker).reset(sam.id), "", "", "battery staple")
    found, other = keys.find(secret), keys.find(hers)
    assert found is not None and found.revoked is not None and other is not None and other.revoked is None


@pytest.mark.parametrize("way", ["close", "student", "leave", "forget"])
def test_links_end_with_what_their_maker_may(engine: Engine, olga: Person, way: str) -> None:
    database = engine.library.database
    people = People(database, olga.asker)
    tara = people.add("Tara", "tara", ClassRole.TEACHER, PASSWORD)
    for course in ("Physics", "History"):
        engine.library.seen_by(tara.asker).create_collection(course)
    made = {c: Invitations(database, tara.asker).make(ClassRole.STUDENT, c) for c in ("Physics", "History")}
    kept = Invitations(database, olga.asker).make(ClassRole.STUDENT, "Physics")
    {
        "close": lambda: people.close(tara.id),
        "student": lambda: people.set_role(tara.id, ClassRole.STUDENT),
        "leave": lambda: people.leave(tara.id, "Physics"),
        "forget": lambda: people.forget(tara.id),
    }[way]()
    with pytest.raises(LecternError):
        Invitations(database).find(made["Physics"])
    assert Invitations(database).find(kept)
    if way == "leave":
        assert Invitations(database).find(made["History"])


def test_who_is_made_a_teacher_keeps_the_links_of_a_teacher(engine: Engine, olga: Person) -> None:
    database = engine.library.database
    people = People(database, olga.asker)
    otto = people.add("Otto", "otto", ClassRole.OWNER, PASSWORD)
    engine.library.seen_by(otto.asker).create_collection("Physics")
    engine.library.seen_by(olga.asker).create_collection("History")
    made = Invitations(database, otto.asker)
    kept = made.make(ClassRole.STUDENT, "Physics")
    gone = [made.make(ClassRole.TEACHER), made.make(ClassRole.STUDENT, "History"), made.reset(olga.id)]
    people.set_role(otto.id, ClassRole.TEACHER)
    assert Invitations(database).find(kept)
    for token in gone:
        with pytest.raises(LecternError):
            Invitations(database).find(token)


def test_who_may_invite_whom(engine: Engine, olga: Person) -> None:
    database = engine.library.database
    tara = People(database).add("Tara", "tara", ClassRole.TEACHER, PASSWORD)
    for name, person in (("Physics", tara), ("History", olga)):
        engine.library.seen_by(person.asker).create_collection(name)
    assert Invitations(database, tara.asker).make(ClassRole.STUDENT, "Physics")
    for role, course in ((ClassRole.TEACHER, "Physics"), (ClassRole.OWNER, "Physics")):
        with pytest.raises(NotAllowed):
            Invitations(database, tara.asker).make(role, course)
    with pytest.raises(LecternError, match='no collection "History"'):
        Invitations(database, tara.asker).make(ClassRole.STUDENT, "History")
    sam = People(database).add("Sam", "sam", ClassRole.STUDENT, PASSWORD)
    with pytest.raises(NotAllowed):
        Invitations(database, Asker(sam.id, ClassRole.STUDENT)).make(ClassRole.STUDENT)
    assert [one.course for one in Invitations(database, tara.asker).all()] == ["Physics"]


def test_the_only_owner_stays(engine: Engine, olga: Person) -> None:
    people = People(engine.library.database, olga.asker)
    with pytest.raises(LecternError, match="only owner"):
        people.set_role(olga.id, ClassRole.STUDENT)
    with pytest.raises(LecternError, match="only owner"):
        people.close(olga.id)


def test_nobody_is_let_in_where_it_cannot_be_looked_up_who_that_is(
    browser: TestClient, olga: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(browser)

    def fails(self: Sessions, key: str) -> None:
        raise DamagedLibrary("In /secret/folder", Path("/secret/folder"), "a page is garbled")

    monkeypatch.setattr(Sessions, "person_of", fails)
    answer = browser.get("/", headers=HTML)
    assert answer.status_code == 503 and "cannot be read" in answer.text and "secret" not in answer.text
    with pytest.raises(WebSocketDisconnect), browser.websocket_connect("/_stcore/stream"):
        pass
