"""Tables: found by rules or by white, their words put in cells."""
