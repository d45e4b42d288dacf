"""Lectern in the browser and for other programs: `streamlit run app.py`, or `app:app` on any ASGI server."""

if __name__ == "__main__":  # as Streamlit runs it, for each visitor and click
    from ui.main import main

    main()
else:  # as the server imports it, once
    import os
    import sys
    from collections.abc import AsyncIterator
    from contextlib import asynccontextmanager
    from typing import TYPE_CHECKING, Any

    import streamlit as st
    from starlette.middleware import Middleware

    from api.doors import Doors
    from rag.settings import default_library
    from service import shared
    from ui.entrance.reach import OPENED, refusal
    from ui.entrance.wanted import by_https, is_class
    from ui.guard import Guard
    from ui.policy import Policy

    if TYPE_CHECKING:
        from api.application import Ways

    def ways() -> "Ways":
        """What is behind the doors, imported with the first call."""
        from api.application import Ways

        return Ways(shared.engine)

    doors = Doors(ways, shared.close)
    if is_class():
        from ui.entrance.gate import Gate
        from ui.entrance.opening import lifespan
        from ui.entrance.routes import Entrance

        @asynccontextmanager
        async def both(served: Any) -> AsyncIterator[None]:
            """What is open as long as a class is served."""
            async with doors.lifespan(served), lifespan(served):
                yield

        guards, routes = (
            [Middleware(Policy, by_https=by_https()), Middleware(Guard), Middleware(Gate)],
            [*doors.routes, *Entrance().routes],
        )
        app = st.App(__file__, middleware=guards, routes=routes, lifespan=both)
    else:
        told = refusal(
            st.get_option("server.address"), str(default_library() / "settings.toml"), OPENED in os.environ
        )
        if told:
            sys.stderr.write(told)
            sys.stderr.flush()
            os._exit(1)  # an exception here would leave the server running without the app
        app = st.App(
            __file__,
            middleware=[Middleware(Policy), Middleware(Guard)],
            routes=doors.routes,
            lifespan=doors.lifespan,
        )
