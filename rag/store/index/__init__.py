"""What the search by words reads of the database, and how it scores it."""
