"""Keys for other programs on the settings page: made, shown once, revoked."""

from rag.store.access.keys import KeyScope
from service.engine import Engine
from tests.ui.apptest import page, press, words


def test_a_key_is_made_shown_once_and_revoked(engine: Engine) -> None:
    app = page("settings")
    app.text_input[-1].set_value("my notebook")
    app.checkbox(key="key-scope-read").uncheck()
    press(app, "Make it")
    (code,) = app.code
    found = engine.keys.find(code.value)
    assert found is not None and (found.name, found.scopes) == ("my notebook", {KeyScope.ASK})
    assert "my notebook" in words(app).replace("\\", "") and "ask\N{NO-BREAK SPACE}questions" in words(app)
    app.run()
    assert not app.code
    press(app, "Yes, revoke it")
    assert engine.keys.list()[0].revoked is not None
    assert "my notebook" not in words(app).replace("\\", "")


def test_a_key_without_a_name_is_not_made(engine: Engine) -> None:
    app = page("settings")
    press(app, "Make it")
    assert "A key needs a name" in app.error[0].value and engine.keys.list() == ()
