"""Models on OpenAI-compatible servers: one client of such a server, and what judges, reads and embeds with it."""
