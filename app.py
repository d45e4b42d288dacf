"""Lectern in the browser: `streamlit run app.py`."""

from ui.main import main

main()
