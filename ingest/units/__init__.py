"""Blocks into units: the least that can be judged and quoted, each with what it is understood by."""
