"""Something else than what is asked for: another kind of thing, another number, another time, another name."""
