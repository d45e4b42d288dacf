"""Slides: PowerPoint files, one page a slide."""
