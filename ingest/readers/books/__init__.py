"""Electronic books: their parts in reading order, each read as a web page is."""
