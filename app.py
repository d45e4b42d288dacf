"""Lectern in the browser: `streamlit run app.py`, or `app:app` on any ASGI server."""

if __name__ == "__main__":  # as Streamlit runs it, for each visitor and click
    from ui.main import main

    main()
else:  # as the server imports it, once
    import streamlit as st
    from starlette.middleware import Middleware

    from ui.entrance.gate import Gate
    from ui.entrance.opening import lifespan
    from ui.entrance.routes import Entrance
    from ui.guard import Guard

    app = st.App(
        __file__,
        middleware=[Middleware(Guard), Middleware(Gate)],
        routes=list(Entrance().routes),
        lifespan=lifespan,
    )
