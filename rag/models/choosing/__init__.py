"""The chooser: the embedded sentence encoder, taught to tell which units make a good answer of some length."""
