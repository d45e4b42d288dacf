"""What the work of a process looks like from outside: counts, times, lines of a log."""
