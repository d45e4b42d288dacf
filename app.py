"""Lectern in the browser: `streamlit run app.py`, or `app:app` on any ASGI server."""

if __name__ == "__main__":  # as Streamlit runs it, for each visitor and click
    from ui.main import main

    main()
else:  # as the server imports it, once
    import streamlit as st
    from starlette.middleware import Middleware

    from ui.entrance.wanted import is_class
    from ui.guard import Guard

    if is_class():
        from ui.entrance.gate import Gate
        from ui.entrance.opening import lifespan
        from ui.entrance.routes import Entrance

        guards = [Middleware(Guard), Middleware(Gate)]
        app = st.App(__file__, middleware=guards, routes=Entrance().routes, lifespan=lifespan)
    else:
        app = st.App(__file__, middleware=[Middleware(Guard)])
