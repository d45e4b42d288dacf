"""An answer as one flowing text with quiet numbers in it, drawn by a small component of our own."""
