"""The layout of pages: words with their places made blocks in reading order."""

from ingest.readers.pdf.layout.document import blocks

__all__ = ["blocks"]
