"""A page of the app, run without a browser: opened, read, and its buttons pressed."""

from streamlit.testing.v1 import AppTest


def page(name: str) -> AppTest:
    """A page other than the first, in its frame."""

    def script(name: str) -> None:
        import importlib
        from types import SimpleNamespace

        from ui.frame import frame
        from ui.main import pages

        pages()
        frame(SimpleNamespace(run=importlib.import_module(f"ui.pages.{name}").page))

    app = AppTest.from_function(script, default_timeout=60, kwargs={"name": name})
    app.run()
    assert not app.exception
    return app


def words(app: AppTest) -> str:
    return "\n".join(element.value for element in (*app.title, *app.markdown, *app.caption, *app.error))


def press(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
