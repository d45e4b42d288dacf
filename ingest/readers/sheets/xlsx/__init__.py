"""Excel workbooks of today: XLSX and its kin, transitional and strict, read from their XML."""
