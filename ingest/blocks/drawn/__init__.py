"""Tables that are drawn with characters in plain text."""
