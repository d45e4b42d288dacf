"""Charts as tables of what they show."""
