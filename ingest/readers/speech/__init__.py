"""Subtitles: what is said, by the minute."""
