"""Documents without fixed pages: what a reader finds in them, one piece after another, parted into sections."""
