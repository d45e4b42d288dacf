"""RTF: read from its control words."""
