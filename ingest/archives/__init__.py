"""ZIP archives of files: what is in them, taken out safely, and opened with a password."""
