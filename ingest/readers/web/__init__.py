"""Web pages: a walk over a tree of HTML, for books and notebooks too."""
