"""The numbers of lists and headings: counted as Word counts them."""
