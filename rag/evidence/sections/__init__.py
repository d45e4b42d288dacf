"""Sections as a whole: the one that a question names, and what stands under a heading that answers."""
