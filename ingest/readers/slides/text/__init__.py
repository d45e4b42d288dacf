"""The words of a shape: paragraphs with their levels, marks and fonts."""
