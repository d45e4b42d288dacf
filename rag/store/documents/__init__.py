"""What is done with documents that are in the library already."""
