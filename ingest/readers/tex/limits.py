"""How far the commands of a source are written out."""

NESTED = 3
"""Commands in commands at most."""
EXPANDED = 20_000
"""Commands of a source in all at most."""
