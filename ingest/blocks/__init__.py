"""What lines of text are: items, fields, definitions, captions, tables of plain text."""
