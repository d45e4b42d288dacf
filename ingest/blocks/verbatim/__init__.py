"""What is quoted line by line, as it stands: code and formulas."""
