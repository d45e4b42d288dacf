"""The characters of a page: what they are, which are seen, and the words that they make."""
