"""Spreadsheets and delimited text: cells as they are shown, put together to tables, titles, notes and lists."""
