"""What the pages about settings are made of."""
