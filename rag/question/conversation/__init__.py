"""Whether a question leans on what was said before it, and on what of that."""
