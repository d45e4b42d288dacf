"""Where a model's file comes from: a file at hand, its publisher, packages."""
