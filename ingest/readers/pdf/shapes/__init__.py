"""What is drawn on a page besides its characters."""
