"""Notebooks and source code."""
