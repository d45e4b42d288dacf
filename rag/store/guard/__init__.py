"""Row-level security: a server keeps people apart once more, by the same rules as `rag/store/people/access`."""
