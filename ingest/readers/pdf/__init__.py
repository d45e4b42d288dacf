"""PDF files: characters, words, blocks, pages."""
