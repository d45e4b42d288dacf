"""A question of a chat on its way: what is known of it, and what it asks of whom."""
