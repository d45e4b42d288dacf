"""Formulas as text on one line: those of Office files and MathML."""
