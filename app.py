"""Lectern in the browser and for other programs: `streamlit run app.py`, or `app:app` on any ASGI server."""

if __name__ == "__main__":  # as Streamlit runs it, for each visitor and click
    from ui.main import main

    main()
else:  # as the server imports it, once
    from contextlib import AsyncExitStack, asynccontextmanager

    import streamlit as st
    from starlette.middleware import Middleware

    from api.application import Ways
    from service import shared
    from ui.entrance.gate import Gate
    from ui.entrance.opening import lifespan
    from ui.entrance.routes import Entrance
    from ui.guard import Guard

    ways = Ways(shared.engine, shared.close)

    @asynccontextmanager
    async def both(served):  # type: ignore[no-untyped-def]
        """What is open as long as the app is served."""
        async with AsyncExitStack() as opened:
            await opened.enter_async_context(ways.lifespan(served))
            yield await opened.enter_async_context(lifespan(served))

    app = st.App(
        __file__,
        middleware=[Middleware(Guard), Middleware(Gate)],
        routes=[*ways.routes, *Entrance().routes],
        lifespan=both,
    )
