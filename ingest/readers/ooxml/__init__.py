"""Office files of today (ZIPs of XML): how their parts are read and refer to one another."""
