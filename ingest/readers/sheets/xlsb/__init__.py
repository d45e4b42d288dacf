"""Binary workbooks (XLSB): a package as XLSX is, its sheets in records instead of XML."""
