"""Keys of other programs: seen once, told by a hash, good for what they were made for until they are revoked."""

import pytest
from sqlalchemy import select

from rag.errors import LecternError
from rag.store import schema
from rag.store.access.keys import Keys, KeyScope
from rag.store.library import Library


@pytest.fixture
def keys(library: Library) -> Keys:
    return Keys(library.database)


def test_a_key_is_found_by_its_secret_alone(keys: Keys) -> None:
    made, secret = keys.make("  my   notebook ", {KeyScope.READ, KeyScope.ASK})
    assert (made.name, made.scopes, made.owner) == ("my notebook", {KeyScope.ASK, KeyScope.READ}, "")
    assert keys.find(secret) == made and made.used is None and made.revoked is None
    for other in (secret[:-1], secret + "x", secret.upper(), made.begins, "", "lectern_"):
        assert keys.find(other) is None


def test_the_secret_is_nowhere_in_the_library(keys: Keys, library: Library) -> None:
    made, secret = keys.make("a", {KeyScope.ASK})
    with library.database.read() as connection:
        (row,) = connection.execute(select(schema.api_keys)).all()
    assert secret not in str(row) and secret.startswith(made.begins)
    assert len(secret) - len(made.begins) > 32  # what is kept of it in plain is far from enough


def test_no_two_secrets_are_alike(keys: Keys) -> None:
    assert len({keys.make("a", {KeyScope.ASK})[1] for _ in range(20)}) == 20


def test_a_revoked_key_says_since_when_and_is_revoked_once(keys: Keys) -> None:
    made, secret = keys.make("a", {KeyScope.ASK})
    keys.revoke(made.id)
    found = keys.find(secret)
    assert found is not None and found.revoked is not None and found.revoked >= made.created
    with pytest.raises(LecternError, match="no key 1 that is still good"):
        keys.revoke(made.id)


def test_a_use_is_noted_and_people_have_keys_of_their_own(keys: Keys) -> None:
    mine, _ = keys.make("mine", {KeyScope.ASK}, "p1")
    keys.make("theirs", {KeyScope.WRITE}, "p2")
    keys.note_use(mine.id)
    assert [key.name for key in keys.list()] == ["theirs", "mine"]
    (listed,) = keys.list("p1")
    assert listed.used is not None and listed.used >= mine.created


@pytest.mark.parametrize(("name", "scopes"), [(" ", {KeyScope.ASK}), ("a", set())])
def test_a_key_has_a_name_and_is_good_for_something(keys: Keys, name: str, scopes: set[KeyScope]) -> None:
    with pytest.raises(LecternError, match="A key needs"):
        keys.make(name, scopes)
    assert keys.list() == ()
