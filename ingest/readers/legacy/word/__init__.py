"""Word documents of the years 1993 to 2003 (.doc)."""
