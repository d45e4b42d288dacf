"""The parts of the test sets page, and the ways from a chat answer to a test case."""
