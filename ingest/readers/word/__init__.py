"""Word documents (DOCX, DOCM, DOTX; also strict OOXML): read from their parts."""
