"""Places of tokens as numbers."""

PLACE_BITS = 20
"""One more is the next token of the same field of the same chunk, of which there are fewer than 2 to the power of
this."""
