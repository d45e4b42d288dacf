"""Several files at once: each worker has a process that reads and one that embeds; one process writes."""
