"""Documents that flow (Word, RTF): their paragraphs and tables as blocks on pages, a page a section."""
