"""What is drawn: slides with their masters, shapes, and where they stand."""
