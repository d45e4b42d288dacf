"""A file as one run of blocks, parted into pages at its headings: for formats that have no pages of their own."""
