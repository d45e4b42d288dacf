"""Lectern in the browser and for other programs: `streamlit run app.py`, or `app:app` on any ASGI server."""

if __name__ == "__main__":  # as Streamlit runs it, for each visitor and click
    from ui.main import main

    main()
else:  # as the server imports it, once
    import streamlit as st
    from starlette.middleware import Middleware

    from api.application import Ways
    from service import shared
    from ui.guard import Guard

    ways = Ways(shared.engine, shared.close)
    app = st.App(__file__, middleware=[Middleware(Guard)], routes=ways.routes, lifespan=ways.lifespan)
