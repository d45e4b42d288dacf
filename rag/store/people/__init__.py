"""Who is who: people, what is theirs, how they sign in, and who changed what."""
