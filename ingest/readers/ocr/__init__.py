"""Recognition of the words in pictures (OCR)."""
