from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ui.policy import Policy


def test_browsers_keep_to_https_where_people_come_by_it() -> None:
    def told(scheme: str, by_https: bool) -> bool:
        routes = [Route("/", lambda request: PlainTextResponse("inside"))]
        app = Starlette(routes=routes, middleware=[Middleware(Policy, by_https=by_https)])
        return "strict-transport-security" in TestClient(app, f"{scheme}://testserver").get("/").headers

    assert told("https", False) and told("http", True)
    assert not told("http", False)
