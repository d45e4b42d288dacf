"""What blocks are to each other in a document: headings, leads, what goes on over a page."""
