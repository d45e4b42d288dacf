"""Questions that a table answers: its row and column found, or computed from its cells."""
