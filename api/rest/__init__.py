"""The plain way in: what is in the library, questions, runs of test sets, as JSON."""
