"""How well and how fast pages are read, drawn and marked."""
