"""The door of a class: who is let in, by password, by link or by a provider; each ends in a row of `sessions`."""
