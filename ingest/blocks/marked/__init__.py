"""Markdown into plain text and its blocks: parsed by markdown-it, written out as it reads when it is rendered."""
