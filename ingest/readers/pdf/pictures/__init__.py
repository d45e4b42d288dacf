"""Pictures on pages of a PDF, and pages that are nothing but one: what OCR sees of them."""
