"""Scores, one file a family. What does not apply to a case is `None`, never 0."""
