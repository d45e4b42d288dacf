"""Answers of more than a sentence: what they are made of, and how it is put together."""
