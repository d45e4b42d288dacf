"""Ways in for other programs, in the same process as the pages and with the same engine."""
