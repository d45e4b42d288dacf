"""The folders in which Lectern keeps things."""

import os
from pathlib import Path

import platformdirs


def default_library() -> Path:
    """LECTERN_LIBRARY where set, else the user's data folder."""
    chosen = os.environ.get("LECTERN_LIBRARY")
    return Path(chosen) if chosen else Path(platformdirs.user_data_dir("lectern"))


def database_url() -> str | None:
    """LECTERN_DATABASE: where the library's database is; None where that is a file in the library's folder. It is not
    kept with the other settings, for it may have a password."""
    return os.environ.get("LECTERN_DATABASE") or None


def cache_folder() -> Path:
    """LECTERN_CACHE where set, else the user's cache folder; everything in it can be deleted."""
    chosen = os.environ.get("LECTERN_CACHE")
    return Path(chosen) if chosen else Path(platformdirs.user_cache_dir("lectern"))
