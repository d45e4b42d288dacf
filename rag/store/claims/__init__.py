"""What one process of several that serve a library does, and no other meanwhile."""
