"""Office files as LibreOffice draws them, where it is installed; never needed."""
