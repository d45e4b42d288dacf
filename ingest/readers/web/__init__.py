"""Web pages and electronic books: one walk over a tree of HTML for both."""
