"""LaTeX: what a source says when it is typeset, as far as it can be known without running it."""
