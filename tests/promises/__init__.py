"""What Lectern does well, and must go on doing: see README.md.

These stay green; none is skipped or weakened.
"""
