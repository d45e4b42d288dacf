"""Excel workbooks of before 2007 (XLS, BIFF 2 to 8)."""
