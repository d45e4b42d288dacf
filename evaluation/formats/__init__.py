"""File formats of test sets: each module says whether content looks like it, and yields rows."""
