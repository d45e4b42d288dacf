"""Teaching the chooser: which units make a good answer of some length."""
