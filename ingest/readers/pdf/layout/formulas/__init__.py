"""Formulas: fractions on one line, what stands above and below each other in one block."""
