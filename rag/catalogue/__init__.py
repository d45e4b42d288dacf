"""Answers about the documents themselves: exact, from names, headings, captions, labels and page numbers."""
