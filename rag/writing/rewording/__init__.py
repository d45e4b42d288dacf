"""Saying units of the material in fewer words, by a model; each checked against the very unit that it says."""
