"""The files of Word and PowerPoint before 2007, and locked ones of today: containers of streams (OLE)."""
