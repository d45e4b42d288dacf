"""Lectern in the browser and for other programs: `streamlit run app.py`, or `app:app` on any ASGI server."""

if __name__ == "__main__":  # as Streamlit runs it, for each visitor and click
    from ui.main import main

    main()
else:  # as the server imports it, once
    from typing import TYPE_CHECKING

    import streamlit as st
    from starlette.middleware import Middleware

    from api.doors import Doors
    from service import shared
    from ui.guard import Guard

    if TYPE_CHECKING:
        from api.application import Ways

    def ways() -> "Ways":
        """What is behind the doors, imported with the first call."""
        from api.application import Ways

        return Ways(shared.engine)

    doors = Doors(ways, shared.close)
    app = st.App(__file__, middleware=[Middleware(Guard)], routes=doors.routes, lifespan=doors.lifespan)
