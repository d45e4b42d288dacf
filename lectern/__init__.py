"""The command `lectern`: everything between an installed Python and the app in the browser."""

import os

# Read by the Hugging Face libraries when they are imported: nothing is fetched unless somebody sets it to 0.
os.environ.setdefault("HF_HUB_OFFLINE", "1")
