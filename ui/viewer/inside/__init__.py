"""Finding one's way in a document: its pages at a glance, its headings, a search, a question about the page."""
