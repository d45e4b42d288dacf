"""What a question wants beside its topic: the sides that it compares, its parts, how long, how said."""
