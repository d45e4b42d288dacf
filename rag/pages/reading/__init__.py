"""A page as it can be read where it has no picture: its parts, and a slide as it is laid out."""
