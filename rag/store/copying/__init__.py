"""A library's database copied to another kind of database."""
